"""Most runs read no scene file, and pay for none."""

import subprocess
import sys


def test_importing_the_room_loads_neither_yaml_nor_pydantic():
    code = "import sys, diagram_anim.story; print(*{'pydantic', 'ruamel.yaml', 'difflib'} & sys.modules.keys())"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not loaded
