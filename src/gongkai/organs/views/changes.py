"""Every change that a page offers, in one table: its address, title, form, to whom it is offered, what is said once it is made."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.organs import policies
from gongkai.organs.forms import keeping, life, people
from gongkai.organs.forms.base import ActionForm, Place
from gongkai.organs.models import Deputy, Division, Membership
from gongkai.organs.views.offering import (
    Change,
    May,
    account,
    appoints,
    closed_account,
    ends_deputy,
    has_below,
    has_role_here,
    open_account,
    open_division,
    open_membership,
    row_of,
    sent_back,
    setting,
)

_LIFE = (
    Change("create", "create/", "life", _("Create an organ below"), life.CreateForm, "organ.life", _("%(subject)s was created.")),
    Change("rename", "rename/", "life", _("Rename the organ"), life.RenameForm, "organ.life", _("It is called %(subject)s now.")),
    Change("facts", "facts/", "life", _("Change kind, level or codes"), life.FactsForm, "organ.life", _("%(subject)s: the facts were changed.")),
    Change(
        "supervision",
        "supervision/",
        "life",
        _("Set to whom it reports"),
        life.SupervisionForm,
        "organ.life",
        _("Recorded to whom %(subject)s reports."),
    ),
    Change("guidance", "guidance/", "life", _("Set who guides its business"), life.GuidanceForm, "organ.life", _("Recorded who guides %(subject)s.")),
    Change(
        "merge",
        "merge/",
        "life",
        _("Merge others into it"),
        life.MergeForm,
        "organ.life",
        _("The others are part of %(subject)s now; appoint their people here."),
        _("The figures of what is merged stay its own; this organ answers and reports for it. Roles there end and are given anew here."),
        has_below,
    ),
    Change(
        "merge_new",
        "merge-into-new/",
        "life",
        _("Merge organs below into a new one"),
        life.MergeNewForm,
        "organ.life",
        _("%(subject)s was created and the others are part of it; appoint its people."),
        _("The figures of what is merged stay its own; the new organ answers and reports for it. Roles there end and are given anew in the new one."),
        has_below,
    ),
    Change(
        "abolish",
        "abolish/",
        "life",
        _("Abolish"),
        life.AbolishForm,
        "organ.life",
        _("%(subject)s has ended."),
        _("Without a successor. Its data stay; who supervised it last keeps reading them. Where another organ takes over, merge instead."),
    ),
)
_KEEPING = (
    Change("profile", "contact/", "contact", _("Change contact data"), keeping.ProfileForm, "organ.change", _("The contact data were changed.")),
    Change(
        "set",
        "settings/<slug:key>/",
        "settings",
        _("Change"),
        keeping.SettingForm,
        "organ.change",
        _("The setting was recorded."),
        fetch=setting,
        page="organs_settings",
    ),
    Change("send_back", "send-back/", "send_back", _("Send back"), keeping.SendBackForm, "organ.send_back", _("Sent back; its office was told.")),
    Change(
        "answer",
        "sent-back/<int:key>/",
        "sent_back",
        _("Answer"),
        keeping.AnswerForm,
        "organ.answer",
        _("Answered; who sent it back was told."),
        may=lambda place: policies.may(place.user, "organ.answer", place.organ) and (place.subject is None or not hasattr(place.subject, "answer")),
        fetch=sent_back,
    ),
)
_DIVISIONS = (
    Change(
        "add_division",
        "divisions/add/",
        "divisions",
        _("Add a division"),
        keeping.AddDivisionForm,
        "organ.change",
        _("The division was added."),
        page="organs_people",
    ),
    Change(
        "rename_division",
        "divisions/<int:key>/rename/",
        "division",
        _("Rename the division"),
        keeping.RenameDivisionForm,
        "organ.change",
        _("The division was renamed."),
        may=open_division,
        fetch=row_of(Division),
        page="organs_people",
    ),
    Change(
        "close_division",
        "divisions/<int:key>/close/",
        "division",
        _("Close the division"),
        keeping.CloseDivisionForm,
        "organ.change",
        _("The division was closed."),
        may=open_division,
        fetch=row_of(Division),
        page="organs_people",
    ),
)
_PEOPLE = (
    Change(
        "create_account",
        "people/create/",
        "people",
        _("Create an account"),
        people.AccountForm,
        "organ.see",
        _("The account was created."),
        may=appoints,
        page="organs_people",
    ),
    Change(
        "appoint",
        "people/appoint/",
        "people",
        _("Give somebody a role"),
        people.AppointForm,
        "organ.see",
        _("The role was given."),
        may=appoints,
        page="organs_people",
    ),
    Change(
        "end",
        "people/<int:key>/end/",
        "membership",
        _("End it"),
        people.EndForm,
        "people.change",
        _("The end of the role was recorded."),
        may=open_membership,
        fetch=row_of(Membership),
        page="organs_people",
    ),
    Change(
        "own_deputy",
        "deputies/mine/",
        "own_deputy",
        _("Set my deputy"),
        people.OwnDeputyForm,
        "organ.see",
        _("Your deputy was set and told."),
        _("The deputy has your roles on these days, an administrator's excepted; everything done is recorded under the own name."),
        has_role_here,
        page="organs_me",
    ),
    Change(
        "deputy",
        "deputies/set/",
        "deputies",
        _("Set a deputy"),
        people.DeputyForm,
        "people.change",
        _("The deputy was set and told."),
        _("The deputy has the other's roles on these days, an administrator's excepted; everything done is recorded under the own name."),
        page="organs_people",
    ),
    Change(
        "end_deputy",
        "deputies/<int:key>/end/",
        "deputy",
        _("End it"),
        people.EndDeputyForm,
        "organ.see",
        _("The absence has ended."),
        may=ends_deputy,
        fetch=row_of(Deputy),
        page="organs_people",
    ),
)


def _account_change(name: str, title: Any, form: type[ActionForm], done: Any, about: Any, may: May = open_account) -> Change:  # noqa: PLR0913, PLR0917  # a row of the table
    return Change(
        name, f"accounts/<int:key>/{name.replace('_', '-')}/", "account", title, form, "people.change", done, about, may, account, "organs_people"
    )


_ACCOUNTS = (
    _account_change(
        "give_password",
        _("New first password"),
        people.PasswordForm,
        _("There is a new first password."),
        _("It is shown once and must be changed at the next sign-in. Give it to the person yourself."),
    ),
    _account_change(
        "reset_second_factor",
        _("Remove the second factor"),
        people.SecondFactorForm,
        _("The second factor was removed and the person told."),
        _("When the telephone is lost. Make sure that it is the person who asks."),
    ),
    _account_change("unlock", _("Lift the lockout"), people.UnlockForm, _("The lockout was lifted."), _("Failed sign-ins are forgotten.")),
    _account_change(
        "disconnect",
        _("Disconnect from the provider"),
        people.DisconnectForm,
        _("The account was disconnected."),
        _("The identity at the OpenID Connect provider is forgotten; another one may be connected at the next sign-in."),
    ),
    _account_change(
        "close_account",
        _("Close the account"),
        people.CloseAccountForm,
        _("The account was closed."),
        _("Nobody signs in with it any more; its roles stay recorded. It can be opened again."),
    ),
    _account_change(
        "open_account",
        _("Open the account again"),
        people.OpenAccountForm,
        _("The account is open again."),
        _("Its roles are as they were."),
        closed_account,
    ),
)
CHANGES = {change.name: change for change in (*_LIFE, *_KEEPING, *_DIVISIONS, *_PEOPLE, *_ACCOUNTS)}


def offered(place: Place, *groups: str) -> Iterable[Change]:
    """The changes of these groups that are offered there."""
    return [change for change in CHANGES.values() if change.group in groups and change.offered(place)]
