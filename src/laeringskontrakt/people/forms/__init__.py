"""What people type about themselves, and about who works and learns in a department."""

from laeringskontrakt.people.forms.sign_in import (
    CODE_LENGTH,
    CodeField,
    LoginCodeForm,
    MailForm,
    ProofForm,
)

__all__ = ["CODE_LENGTH", "CodeField", "LoginCodeForm", "MailForm", "ProofForm"]
