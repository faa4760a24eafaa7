"""`python -m diagram_anim` is the same as `diagram-anim`."""

from diagram_anim.cli import main

if __name__ == "__main__":
    main()
