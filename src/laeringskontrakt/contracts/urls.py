"""Addresses of the contract. They name things; what is done to them is a POST on them."""

from __future__ import annotations

from django.urls import path

from laeringskontrakt.contracts.views import (
    agreements,
    contract,
    copies,
    lines,
    meeting,
    sheet,
    signing,
)

app_name = "contracts"

_C = "kontrakt/<uuid:contract_id>"
_COMPETENCY = f"{_C}/kompetence/<uuid:competency_id>"
_SUBGOAL = f"{_C}/delmaal/<uuid:subgoal_id>"
_ACTIVITY = f"{_C}/aktivitet/<uuid:activity_id>"
_FEEDBACK = f"{_C}/feedback/<uuid:agreement_id>"
_ASSESSMENT = f"{_C}/bedoemmelse/<uuid:agreement_id>"

urlpatterns = [
    path("kontrakter/ny/", meeting.start, name="start"),
    path(f"{_C}/ark/", sheet.page, name="sheet"),
    path(f"{_C}/slet/", meeting.delete, name="delete"),
    path(f"{_C}/slet/spoerg/", meeting.ask_deletion, name="ask_deletion"),
    path(f"{_C}/slet/behold/", meeting.keep_draft, name="keep_draft"),
    path(f"{_C}/trin/", lines.go_to, name="go_to"),
    path(f"{_C}/samtale/", meeting.open_sitting, name="open_sitting"),
    path(f"{_C}/samtale/pause/", meeting.pause, name="pause"),
    path(f"{_C}/enhed/", meeting.choose_mode, name="choose_mode"),
    path(f"{_C}/tur/", meeting.pass_turn, name="pass_turn"),
    path(f"{_C}/forberedelse/del/", meeting.share_preparation, name="share_preparation"),
    path(f"{_C}/forslag/", lines.propose, name="propose"),
    path(f"{_C}/forslag/<uuid:proposal_id>/", lines.take_proposal, name="take_proposal"),
    path(f"{_C}/vejleder/", meeting.change_supervisor, name="change_supervisor"),
    path(f"{_C}/omfang/", lines.scope, name="scope"),
    path(f"{_COMPETENCY}/delmaal/", lines.write_subgoal, name="write_subgoal"),
    path(f"{_COMPETENCY}/analyse/", lines.finish_analysis, name="finish_analysis"),
    path(f"{_COMPETENCY}/analyse/fortsaet/", lines.reopen_analysis, name="reopen_analysis"),
    path(f"{_COMPETENCY}/huskelinjer/", lines.insert_memos, name="insert_memos"),
    path(
        f"{_COMPETENCY}/maalbeskrivelse/<uuid:line_id>/",
        lines.take_concretisation,
        name="take_concretisation",
    ),
    path(f"{_SUBGOAL}/", lines.change_subgoal, name="change_subgoal"),
    path(f"{_SUBGOAL}/flyt/", lines.move_subgoal, name="move_subgoal"),
    path(f"{_SUBGOAL}/slet/", lines.remove_subgoal, name="remove_subgoal"),
    path(f"{_C}/huskelinjer/", lines.write_memo, name="write_memo"),
    path(f"{_C}/huskelinjer/<uuid:memo_id>/slet/", lines.remove_memo, name="remove_memo"),
    path(f"{_C}/aktiviteter/", agreements.write_activity, name="write_activity"),
    path(f"{_ACTIVITY}/", agreements.change_activity, name="change_activity"),
    path(f"{_ACTIVITY}/slet/", agreements.remove_activity, name="remove_activity"),
    path(f"{_C}/feedback/", agreements.write_feedback, name="write_feedback"),
    path(f"{_C}/feedback/forslag/", agreements.accept_feedback, name="accept_feedback"),
    path(f"{_FEEDBACK}/", agreements.change_feedback, name="change_feedback"),
    path(f"{_FEEDBACK}/slet/", agreements.remove_feedback, name="remove_feedback"),
    path(f"{_C}/bedoemmelse/", agreements.accept_assessment, name="accept_assessment"),
    path(f"{_C}/bedoemmelse/ingen/", agreements.no_assessment, name="no_assessment"),
    path(f"{_ASSESSMENT}/", agreements.change_assessment, name="change_assessment"),
    path(f"{_ASSESSMENT}/slet/", agreements.remove_assessment, name="remove_assessment"),
    path(f"{_C}/version/", signing.freeze, name="freeze"),
    path(f"{_C}/version/tilbage/", signing.back_to_editing, name="back_to_editing"),
    path(f"{_C}/underskrift/", signing.sign, name="sign"),
    path(f"{_C}/underskrift/kode/", signing.send_code, name="send_signing_code"),
    path(f"{_C}/qr.svg", signing.qr, name="qr"),
    path(f"{_C}/", contract.contract, name="contract"),
    path(f"{_C}/status/", contract.look, name="look"),
    path(f"{_C}/udfoert/", copies.tick, name="tick"),
    path(f"{_C}/note/", copies.note, name="note"),
    path(f"{_C}/refleksion/", copies.reflection, name="reflection"),
    path(f"{_C}/refleksion/deling/", copies.share_reflection, name="share_reflection"),
]
