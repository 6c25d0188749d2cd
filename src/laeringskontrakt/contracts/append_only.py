"""What of a signed contract the database itself never changes (domain §4.3 I4, faults S41)."""

from __future__ import annotations

from laeringskontrakt.core.append_only import Protection

#: A version may be voided (T11). One that nobody has signed goes with its draft (T15); a
#: signed one is held by its signatures.
VERSIONS = Protection(
    "contracts_contractversion",
    columns=("id", "contract_id", "number", "content", "sha256", "frozen_at", "frozen_by_name"),
    deletable=True,
)
#: A signer's account may go; ``signer_key`` and ``signer_name`` stay.
SIGNATURES = Protection(
    "contracts_signature",
    columns=(
        "id",
        "version_id",
        "party",
        "signer_key",
        "signer_name",
        "as_substitute",
        "sha256",
        "method",
        "signed_at",
    ),
    may_become_null=("signer_id",),
)
#: The wording that was handed out to each party. Ticks and notes stand in tables of their own;
#: a holder's account may go, the copy stays.
COPIES = Protection(
    "contracts_contractcopy",
    columns=(
        "id",
        "contract_id",
        "version_id",
        "holder_name",
        "party",
        "content",
        "sha256",
        "handed_out_at",
    ),
    may_become_null=("holder_id",),
)
ALL = (VERSIONS, SIGNATURES, COPIES)
