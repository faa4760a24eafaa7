"""The package as it is installed: a wheel brings its fonts, themes and scenes; a checkout has them beside it."""

import json
import os
import site
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

ASK = """
import json, diagram_anim
from diagram_anim import resources
print(json.dumps({
    "package": diagram_anim.__path__[0],
    "assets": str(resources.folder("assets")),
    "scenes": str(resources.folder("scenes")),
    "themes": resources.themes(),
    "icons": len(resources.icons()),
}))
"""


def run(*command, cwd):
    """A program in a folder that has nothing to do with the checkout, with nothing of it on the path."""
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel, built without the network: hatchling is here already."""
    out = tmp_path_factory.mktemp("dist")
    uv = Path(sys.executable).parent / "uv"
    run(uv, "build", "--wheel", "--no-build-isolation", "--python", sys.executable, "-o", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def clean(tmp_path_factory, wheel):
    """An environment with the wheel in it and the libraries that it needs, but not the checkout: the path file names
    the folder of the libraries, and path files in there, the checkout's among them, aren't read."""
    folder = tmp_path_factory.mktemp("clean")
    uv = Path(sys.executable).parent / "uv"
    run(uv, "venv", "--python", sys.executable, folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    run(uv, "pip", "install", "--no-deps", "--offline", "--python", python, wheel, cwd=folder)
    (libraries,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (libraries / "libraries.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    return python


@pytest.mark.slow
def test_a_wheel_finds_its_own_data(clean, tmp_path):
    told = json.loads(run(clean, "-c", ASK, cwd=tmp_path))
    assert ROOT not in Path(told["package"]).parents
    assert Path(told["assets"]).is_relative_to(told["package"])
    assert Path(told["scenes"]).is_relative_to(told["package"])
    assert "night" in told["themes"]
    assert told["icons"] == len(list((ROOT / "assets" / "icons").glob("*.svg")))


@pytest.mark.slow
def test_a_wheel_holds_every_file_of_assets_and_scenes(clean, tmp_path):
    told = json.loads(run(clean, "-c", ASK, cwd=tmp_path))
    for name in ("assets", "scenes"):
        known = subprocess.run(
            ["git", "ls-files", name], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split("\n")
        missing = [path for path in known if path and not (Path(told[name]).parent / path.strip('"')).exists()]
        assert not missing


@pytest.mark.slow
def test_the_command_of_a_wheel_renders_a_frame(clean, tmp_path):
    (tmp_path / "chart.mmd").write_text("graph LR\n  U[사용자] --> W[웹 서버]\n", encoding="utf-8")
    command = clean.parent / "diagram-anim"
    run(command, "check", "chart.mmd", cwd=tmp_path)
    run(command, "still", "chart.mmd", "--at", "1", "-o", tmp_path / "out", cwd=tmp_path)
    assert list((tmp_path / "out").rglob("*.png"))


def test_an_editable_install_finds_the_data_of_the_checkout(tmp_path):
    told = json.loads(run(sys.executable, "-c", ASK, cwd=tmp_path))
    assert Path(told["assets"]) == ROOT / "assets"
    assert Path(told["scenes"]) == ROOT / "scenes"


def test_the_lock_names_no_registry_but_the_public_one():
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    hosts = {line.split("://")[1].split("/")[0].split('"')[0] for line in lock.splitlines() if "://" in line}
    assert hosts == {"pypi.org", "files.pythonhosted.org"}
