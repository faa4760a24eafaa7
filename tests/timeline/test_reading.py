import pytest

from diagram_anim.model import reading
from diagram_anim.model.timeline import Action
from tests.film import planned


@pytest.mark.parametrize(
    ("caption", "lang", "seconds"),
    [
        ("가" * 36, "ko", 3.0),
        ("a" * 51, "en", 3.0),
        ("あ漢カ" * 8, "ja", 4.0),
        ("가나다 1,234 " * 4, "ko", 10 * 4 / 12),
        ("Kubernetes" * 5 + "는", "ko", 50 / 17 + 1 / 12),
        ("주문" * 24, "en", 48 / 12),
        ("짧다", "ko", 2.0),
    ],
)
def test_letters_are_read_by_their_own_script(caption, lang, seconds):
    assert reading.seconds(caption, lang) == pytest.approx(seconds + 0.6)


def test_nothing_to_read_takes_no_time():
    assert reading.seconds("", "ko") == 0.0


def dots(caption, *beats):
    """When each dot runs, in a step with this caption; and the step."""
    lines = "\n".join(f" %% @{one}" for one in ("step All", "appear all", f"step {caption}", *beats))
    made = planned(f"```mermaid\ngraph LR\n A[One] --> B[Two] --> C[Three]\n{lines}\n```\n")
    flows = [(clip.start, clip.end) for clip in made.timeline.clips if clip.action is Action.FLOW]
    return flows, made.timeline.scenes[1]


LONG = "What runs from one to two is told here in so many words that they take their time to be read by anybody at all"


def test_what_is_sent_again_waits_while_a_caption_is_read():
    (first, second), step = dots(LONG, "send A -> B x2")
    assert first[0] - step.start < 0.2
    assert 1.0 <= second[0] - first[1] <= 2.0
    assert second[1] < step.end
    (_, second), step = dots("Short", "send A -> B x2")
    assert second[1] < step.end


def test_what_is_sent_on_doesn_t_wait():
    (first, second), _ = dots(LONG, "send A -> B then send B -> C")
    assert second[0] - first[1] < 0.5
