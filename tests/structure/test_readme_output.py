"""What the READMEs print of our commands is what the commands print."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.cli.entry import main

ROOT = Path(__file__).parents[2]
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
LANGUAGES = {"README.md": "en", "README.zh-CN.md": "zh"}


def shown(readme: str) -> Iterator[tuple[str, str, str]]:
    for block in _CONSOLE.findall((ROOT / readme).read_text("utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield readme, command, output


@pytest.mark.parametrize(("readme", "command", "output"), [case for readme in LANGUAGES for case in shown(readme)])
def test_the_readme_shows_the_real_output(
    readme: str, command: str, output: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("GONGKAI_LANG", LANGUAGES[readme])
    program, *arguments = shlex.split(command)
    assert program == "./gongkai"
    main(arguments)
    printed = capsys.readouterr()
    assert (printed.out + printed.err).split() == output.split()
