"""Where there is no sample system, the sample ledgers are refused and nothing changes."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from gongkai.audit.models import AuditRow
from gongkai.cases.models import Case
from gongkai.persons.models import Person
from gongkai.samples_system.ledgers.loading import load_ledgers
from platform_parts import World


@pytest.mark.django_db
def test_a_site_without_the_sample_system_is_left_alone(world: World) -> None:  # noqa: ARG001  # a real site
    with pytest.raises(ValidationError, match="gongkai demo"):
        load_ledgers()
    with pytest.raises(CommandError, match="gongkai demo"):
        call_command("sample_ledgers")
    with pytest.raises(CommandError, match="nowhere"):
        call_command("sample_ledgers", "nowhere")
    assert (Case.objects.count(), Person.objects.count(), AuditRow.objects.count()) == (0, 0, 0)
