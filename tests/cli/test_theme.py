"""A theme of one's own is checked before anything is drawn; each mistake is told with its place and a hint."""

import pytest
from click.testing import CliRunner
from PIL import Image

from diagram_anim import resources
from diagram_anim.cli.themes_command import ABOUT, command

WRONG = {
    'extends = "chalc"': (1, 1, "theme-unknown", "chalk"),
    '[color]\nground = "#12"': (2, 1, "theme-value", ""),
    '[color]\n  inck = "#ffffff"': (2, 3, "theme-token", "ink"),
    '[stroke]\nnode = "thick"': (2, 1, "theme-value", "the house has `node = "),
    '[edge.arrow]\nform = "spiky"': (2, 1, "theme-value", ""),
    '[motion]\nlose = { dur = 1, eaze = "enter" }': (2, 19, "theme-token", "ease"),
    "[motion]\nenter = [0, 1]": (2, 1, "theme-value", ""),
    "color = 3": (1, 1, "theme-value", "[color]"),
    'color.ink = "red"': (1, 1, "theme-value", 'write `ink = "#FF0000"`'),
    'color.ink = "#abc"': (1, 1, "theme-value", 'write `ink = "#AABBCC"`'),
    'color.ink = "reddish"': (1, 1, "theme-value", 'write `ink = "#'),
    '[colour]\nink = "#000000"': (1, 2, "theme-token", "color"),
    '[color.own.card]\nfil = "#ffffff"': (2, 1, "theme-token", "fill"),
    '[color]\nground = "#12': (2, 14, "theme-syntax", 'close the quotes: `ground = "#12"`'),
    '[color\nground = "#101010"': (1, 7, "theme-syntax", "write `[color]`"),
    "[color]\nink = red": (2, 7, "theme-syntax", 'write `ink = "red"`'),
    '[color]\nink: "#101010"': (2, 4, "theme-syntax", 'write `ink = "#101010"`'),
}


@pytest.mark.parametrize("text", WRONG)
def test_a_mistake_is_told_where_it_stands(tmp_path, text):
    path = tmp_path / "my.toml"
    path.write_text(text)
    with pytest.raises(resources.ThemeError) as caught:
        resources.theme(str(path))
    (problem,) = caught.value.problems
    line, column, code, hint = WRONG[text]
    assert (problem.span.line, problem.span.column, problem.code) == (line, column, code)
    assert hint in problem.hint


def test_a_mistake_is_shown_under_its_line(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text('[color]\n  trafic = "#C792EA"\n')
    told = CliRunner().invoke(command, ["--preview", "--theme", str(path)])
    assert told.exit_code == 2
    assert '2 |   trafic = "#C792EA"\n  |   ^^^^^^\n  = hint: did you mean `traffic`?' in told.output


def test_a_theme_says_only_what_it_changes(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text('extends = "paper"\n[color]\ntraffic = "#8A2BE2"\n[radius]\nnode = 0\n')
    theme, paper = resources.theme(str(path)), resources.theme("paper")
    assert theme.color("traffic") == "#8A2BE2" and theme.px("radius.node") == 0
    assert theme.color("ground") == paper.color("ground")


def test_every_theme_of_ours_holds_to_the_schema(tmp_path):
    for name in resources.themes():
        text = resources.asset("themes", f"{name}.toml").read_text(encoding="utf-8")
        path = tmp_path / f"{name}.toml"
        path.write_text(text.replace('extends = "house"', ""), encoding="utf-8")
        assert resources.theme(str(path)).color("ground") == resources.theme(name).color("ground")


def test_the_themes_are_listed_and_drawn(tmp_path):
    listed = CliRunner().invoke(command, [])
    assert [line.split()[0] for line in listed.output.splitlines()] == list(resources.themes())
    target = tmp_path / "sheet.png"
    assert CliRunner().invoke(command, ["--preview", "--theme", "print", "-o", str(target)]).exit_code == 0
    with Image.open(target) as image:
        assert image.width > image.height / 2


def test_every_theme_has_its_words():
    assert set(ABOUT) == set(resources.themes())
