"""What belongs to an organ is fetched through `policies.visible`, or not at all: read from the source of views, tasks, exports and choosers."""

# ruff: noqa: SLF001  # _meta is Django's documented name

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from gongkai.organs import policies
from gongkai.organs.models import Organ

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "gongkai"

MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
SHORTCUTS = frozenset({"get_object_or_404", "get_list_or_404", "aget_object_or_404", "aget_list_or_404"})
LOOKUPS = frozenset({"get_model", "get_user_model", "get_image_model", "get_document_model"})

# Whole parts that may fetch on their own, with the reason. A name that ends with / is a folder.
PARTS: Mapping[str, str] = {
    "organs/policies.py": "answers who may see what",
    "organs/models/": "the models themselves",
    "accounts/models.py": "the models themselves",
    "audit/models.py": "the models themselves",
    "portal/models/": "the models themselves",
    "cases/models/": "the models themselves",
    "cases/actions/": "an action asks for the permission before it writes (Action.by)",
    "cases/store.py": "part of an action: appends to a case that was given",
    "cases/beside.py": "part of an action: the rows beside a case that was given",
    "cases/importing/actions.py": "an action asks for the permission before it writes (Action.by)",
    "cases/importing/keeping.py": "the daily work: what is old of every organ is destroyed",
    "cases/importing/tokens.py": "by the digest of the token that was sent",
    "cases/bulk.py": "as store.py, for many cases that are given; the settings and counters of their organs",
    "cases/search_index.py": "part of an action: what is searched of a case that was given; rebuilt whole by a command",
    "cases/numbers.py": "part of an action: the counter of an organ that was given",
    "cases/verify.py": "compares all rows with their events, for a command",
    "cases/management/": "commands: the operator has the machine and so every right",
    "registers/models.py": "the models themselves",
    "registers/actions.py": "an action asks for the permission before it writes (Action.by)",
    "registers/store.py": "part of an action: appends to an entry that was given",
    "registers/verify.py": "compares every row with its events, for a command",
    "registers/daily.py": "the daily work: every organ's entries, shown to nobody",
    "registers/management/commands/registers.py": "a command: it has the whole machine",
    "reports/models.py": "the models themselves",
    "reports/actions/": "an action asks for the permission before it writes (Action.by)",
    "persons/models.py": "the models themselves",
    "organs/actions/": "an action asks for the permission before it writes (Action.by)",
    "persons/actions/": "an action asks for the permission before it writes (Action.by)",
    "audit/": "the trail below the policies: it appends, proves and retires all rows; its pages stand in gongkai.staff",
    "accounts/": "accounts below the policies: sign-in finds an account before anybody is known, the rest is about one's own",
    "operations/": "below the policies: runs, watches and backs up the whole site",
    "organs/management/": "commands: the operator has the machine and so every right",
    "persons/management/": "commands: the operator has the machine and so every right",
    "portal/management/": "commands: the operator has the machine and so every right",
    "staff/models.py": "the models themselves",
    "staff/scoping/": "puts the scope on what Wagtail fetches, from `policies.organs_where`",
    "samples_system/": "builds the sample system in an empty database",
}

# Single uses outside of these: file and function, with the reason.
USES: Mapping[str, str] = {
    "organs/derived.py _chain_above": "who stands above an organ follows from the law; its name is public",
    "organs/derived.py _place_name": "the name of a place, from that of its government: public",
    "organs/lineage.py ancestors": "the predecessors of an organ that was given",
    "organs/setting_table.py setting": "the settings of an organ that was given",
    "organs/setting_table.py decisions": "the settings of an organ that was given",
    "organs/setting_table.py decided_on": "the settings of an organ that was given",
    "organs/notices.py give": "part of an action: gives notices to people whom it names",
    "organs/notices.py tell_administrators": "a notice to an organ's own administrators",
    "organs/mail.py _mail": "a task that mails each notice to the one person it is for; the mail says nothing of it",
    "organs/mail.py enqueue_unmailed": "daily work over everybody's notices, none is shown",
    "persons/importing.py _wrote_the_trail": "whether the trail's last row was made with a key, for a command",
    "persons/renewing.py _in_batches": "seals every row anew after a rotation of keys, shows none",
    "persons/renewing.py _renew": "seals every row anew after a rotation of keys, shows none",
    "portal/foundation.py _root": "lays the root of the tree after a migration",
    "portal/foundation.py _site": "lays the site after a migration",
    "portal/public.py organs": "what everybody may see",
    "portal/public.py pages": "what everybody may see: the pages that an organ has published",
    "cases/reminders.py _open": "daily work over the open requests of all organs, none is shown",
    "cases/searching.py holding": "narrows rows that were asked of the policies",
    "cases/searching.py _pieces": "narrows rows that were asked of the policies",
    "cases/forms_list.py _hands.condition": "narrows rows that were asked of the policies",
    "reports/snapshots.py take": "daily work: of an organ that was given",
    "reports/snapshots.py take_all": "daily work over all organs, none is shown",
    "cases/public.py organs": "what everybody may see: that an organ takes requests",
    "registers/public.py _asked": "by its number; shown only against its query code",
    "cases/public.py cases": "by its number; shown only against its query code",
    "reports/public.py organ_of": "what everybody may see: the reports of an organ, ended ones too (Reg. 49)",
    "reports/ledger_figures.py cases_of": "counted only, for a report, which is public; the requests behind a figure are asked of the policies",
    "reports/entered.py entered": "the figures entered for the report of an organ that was given; a report is public",
    "portal/files.py file": "asks afterwards whether the file is on a published page, or visible",
    "portal/spaces.py make_space": "makes an organ's place inside the action that makes the organ",
    "portal/spaces.py rename_space": "renames an organ's place inside the action that renames the organ",
    "portal/spaces.py repair": "compares all organs with their places, for a command",
    "portal/wagtail_hooks.py FileLink.get_many": "the site behind each link: shown on a published page, or scoped by the manager in Wagtail's views",
    "portal/waiting.py waiting": "keeps of the open steps those under the places where the person publishes",
    "staff/trail_search.py _machines": "the names of commands and tasks, which are no organ's; the rows themselves are asked of the policies",
    "staff/waiting.py stood_in_for": "the absent colleague for whom the person stands in, by the key that the policies give",
}


@dataclass(frozen=True)
class Use:
    """A row of a scoped model fetched past the policies."""

    file: str
    function: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.function}: {self.what}"


def scoped_names() -> frozenset[str]:
    """The names of the models that belong to an organ."""
    return frozenset(model.__name__ for model in apps.get_models() if policies.is_scoped(model))


class _Reader(ast.NodeVisitor):
    """Collects the uses of one module. Aliases are followed: imports, assignments, annotations of types, what `get_model` gives."""

    def __init__(self, file: str, scoped: frozenset[str]) -> None:
        self.file, self.scoped = file, scoped
        self.aliases: dict[str, str] = {}
        self.functions: list[str] = []
        self.found: list[Use] = []
        self.emptied: set[ast.AST] = set()  # managers of which nothing is fetched: `.none()` follows

    def model(self, node: ast.expr) -> str | None:
        """The scoped model that an expression is, as far as its text says; "any" for one that only runs will tell."""
        if isinstance(node, ast.Name):
            name = self.aliases.get(node.id, node.id)
            return name if name in self.scoped or name == "any" else None
        if isinstance(node, ast.Attribute):
            return node.attr if node.attr in self.scoped else "any" if node.attr == "model" else None
        if isinstance(node, ast.Call):
            return self._called(node)
        return None

    def _called(self, node: ast.Call) -> str | None:
        called = _name(node.func)
        if called == "type" or called in LOOKUPS:
            last = node.args[-1] if node.args else None
            told = str(last.value).rpartition(".")[2] if isinstance(last, ast.Constant) else None
            known = {name.lower(): name for name in self.scoped}
            if called == "get_model" and told is not None:
                return known.get(told.lower())
            return "any"
        return None

    def say(self, node: ast.AST, what: str) -> None:
        """Keep a use."""
        self.found.append(Use(self.file, ".".join(self.functions) or "module", getattr(node, "lineno", 0), what))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for one in node.names:
            if one.name in self.scoped:
                self.aliases[one.asname or one.name] = one.name

    def visit_Assign(self, node: ast.Assign) -> None:
        model = self.model(node.value)
        for target in node.targets:
            if model and isinstance(target, ast.Name):
                self.aliases[target.id] = model
        self.generic_visit(node)

    def visit_For(self, node: ast.For) -> None:
        items = node.iter.elts if isinstance(node.iter, ast.Tuple | ast.List) else []
        models = [model for model in map(self.model, items) if model]
        if models and isinstance(node.target, ast.Name):
            self.aliases[node.target.id] = models[0]
        self.generic_visit(node)

    def _function(self, node: Any) -> None:
        self.functions.append(node.name)
        kept = dict(self.aliases)
        for one in (*node.args.args, *node.args.kwonlyargs, *node.args.posonlyargs):
            if one.annotation is not None and "type[" in ast.unparse(one.annotation):
                self.aliases[one.arg] = "any"
        self.generic_visit(node)
        self.aliases = kept
        self.functions.pop()

    visit_FunctionDef = _function  # noqa: N815  # ast's name
    visit_AsyncFunctionDef = _function  # noqa: N815  # ast's name

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.functions.append(node.name)
        for one in node.body:
            # Generic views of Django and Wagtail fetch all rows of `model` unless `get_queryset` says which.
            if isinstance(one, ast.Assign) and any(isinstance(target, ast.Name) and target.id == "model" for target in one.targets):
                model = self.model(one.value)
                methods = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
                if (
                    model
                    and not methods & {"get_queryset", "get_base_queryset", "get_object"}
                    and any("View" in ast.unparse(base) for base in node.bases)
                ):
                    self.say(one, f"a view of all rows of {model}")
        self.generic_visit(node)
        self.functions.pop()

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr == "none":
            self.emptied.add(node.value)
        if node.attr in MANAGERS and node not in self.emptied:
            model = self.model(node.value)
            if model:
                self.say(node, f"{ast.unparse(node)}")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        called = _name(node.func)
        if called in SHORTCUTS and node.args:
            model = self.model(node.args[0])
            if model:
                self.say(node, f"{called}({model})")
        if called == "getattr" and len(node.args) > 1 and isinstance(node.args[1], ast.Constant) and node.args[1].value in MANAGERS:
            self.say(node, ast.unparse(node))
        if called in {"ModelChoiceField", "ModelMultipleChoiceField"}:
            for one in (*node.args, *(word.value for word in node.keywords if word.arg == "queryset")):
                if self.model(one):
                    self.say(node, f"{called} of all rows of {self.model(one)}")
        self.generic_visit(node)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def uses(text: str, file: str = "views.py", scoped: frozenset[str] | None = None) -> list[Use]:
    """The rows of scoped models that a module's text fetches past the policies."""
    reader = _Reader(file, scoped_names() if scoped is None else scoped)
    reader.visit(ast.parse(text))
    return reader.found


def modules() -> Iterator[tuple[str, str]]:
    """The platform's modules outside of the allowed parts: name and text."""
    for file in sorted(SOURCE.rglob("*.py")):
        name = file.relative_to(SOURCE).as_posix()
        is_allowed = any(name == part or (part.endswith("/") and name.startswith(part)) for part in PARTS)
        if not is_allowed and "/migrations/" not in name:
            yield name, file.read_text(encoding="utf-8")


def test_what_belongs_to_an_organ_is_fetched_through_the_policies_only() -> None:
    found = [use for name, text in modules() for use in uses(text, name) if f"{use.file} {use.function}" not in USES]
    assert not found, "fetched past policies.visible:\n" + "\n".join(map(str, found))


def test_every_exception_is_still_needed() -> None:
    found = {f"{use.file} {use.function}" for name, text in modules() for use in uses(text, name)}
    assert not USES.keys() - found
    assert not [part for part in PARTS if not (SOURCE / part).exists()]


def test_every_model_that_points_at_an_organ_belongs_to_one() -> None:
    pointing = [model for model in apps.get_models() if any(one.is_relation and one.related_model is Organ for one in model._meta.concrete_fields)]
    assert pointing
    unscoped = [model._meta.label for model in pointing if not policies.is_scoped(model)]
    assert not unscoped, f"policies do not know who sees {unscoped}"


@pytest.mark.parametrize(
    "text",
    [
        "from gongkai.organs.models import Organ\ndef view(request): return Organ.objects.all()",
        "from gongkai.organs.models import Organ as O\ndef view(request): return O.objects.all()",
        "from gongkai.organs import models\ndef view(request): return models.Organ._default_manager.all()",
        "from gongkai.organs.models import Organ\nrows = Organ\ndef view(request): return rows.objects.all()",
        "from gongkai.organs.models import Membership\ndef view(request, key): return get_object_or_404(Membership, pk=key)",
        "def view(request): return apps.get_model('organs', 'Organ').objects.all()",
        "def view(request): return apps.get_model('organs.Organ').objects.all()",
        "def view(request, row): return type(row).objects.get(pk=1)",
        "def view(request): return get_user_model().objects.all()",
        "def rows(model: type[Model]): return model._base_manager.all()",
        "from gongkai.organs.models import Division\nclass Form:\n    division = ModelChoiceField(queryset=Division.objects.all())",
        "from gongkai.organs.models import Division\nclass Rows(ListView):\n    model = Division",
        "from gongkai.organs.models import Organ, Division\ndef view(request):\n    for one in (Organ, Division): one.objects.all()",
        "from gongkai.organs.models import Organ\ndef view(request): return getattr(Organ, 'objects').all()",
    ],
)
def test_a_fetch_past_the_policies_is_found(text: str) -> None:
    assert uses(text)


@pytest.mark.parametrize(
    "text",
    [
        "def view(request): return policies.visible(request.user, Organ).filter(ended_on=None)",
        "def view(request, organ): return organ.memberships.all()",
        "def view(request, key): return get_object_or_404(policies.visible(request.user, Membership), pk=key)",
        "from django_tasks_db.models import DBTaskResult\ndef waiting(): return DBTaskResult.objects.count()",
    ],
)
def test_a_fetch_through_the_policies_is_not_found(text: str) -> None:
    assert not uses(text)


def test_the_scoped_models_are_known() -> None:
    assert issubclass(Organ, Model)
    assert {"Organ", "Membership", "Notice", "User", "AuditRow"} <= scoped_names()
    assert "gongkai.organs.policies" in sys.modules
