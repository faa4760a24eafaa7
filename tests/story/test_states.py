"""The film of a state diagram: its transitions, and what they are called."""

from tests.film import planned


def steps(text):
    plan = planned(f"```mermaid\nstateDiagram-v2\n{text}\n```\n")
    return [
        (plan.board.text(step.say), [(beat.verb, beat.targets, beat.then) for beat in step.beats])
        for step in plan.board.steps[1:]
    ]


def test_the_start_is_told_first_wherever_it_is_written_and_the_end_as_one():
    told = steps("Red --> Green : 30 s\nGreen --> [*]\n[*] --> Red")
    assert [said for said, _ in told] == ["It starts in Red", "30 s: from Red to Green", "It ends in Green"]


def test_a_choice_is_told_by_the_ways_through_it():
    told = steps("state c <<choice>>\nPaid --> c\nc --> Shipped : in stock\nc --> Backorder : none left")
    ((said, beats),) = told
    assert said == "Paid can lead to Shipped (in stock) and Backorder (none left)"
    assert beats == [("send", ("Paid", "c", "Shipped"), False), ("send", ("Paid", "c", "Backorder"), True)]


def test_what_a_fork_begins_goes_on_together_and_a_join_waits_for_it():
    told = steps(
        "state f <<fork>>\nstate j <<join>>\nSource --> f\nf --> Build\nf --> Lint\n"
        "Build --> j\nLint --> j\nj --> Deploy"
    )
    (forked, forking), (joined, joining) = told
    assert forked == "Build and Lint go on at the same time"
    assert joined == "When Build and Lint are done, Deploy follows"
    assert [targets for _, targets, then in forking if not then] == [("Source", "f", "Build"), ("Source", "f", "Lint")]
    assert [targets for _, targets, then in joining if not then] == [("Build", "j", "Deploy"), ("Lint", "j", "Deploy")]


def test_of_many_transitions_those_of_one_state_are_told_together_but_few_at_once():
    told = steps("\n".join(f"Hub --> S{n} : way {n}" for n in range(10)))
    assert [len(beats) for _, beats in told] == [3, 3, 3, 1]
    assert not any("…" in said for said, _ in told)


def test_states_in_korean_are_told_in_sentences():
    told = steps(
        "state 처리 {\n  [*] --> 검사: 접수\n  검사 --> 검사: 재검사\n  검사 --> 승인: 통과\n}\n"
        "대기 --> 처리: 시작\n처리 --> [*]: 완료\n[*] --> 대기"
    )
    assert [said for said, _ in told] == [
        "대기에서 시작합니다",
        "접수: 처리 안에서는 검사에서 시작합니다",
        "재검사: 검사에 머무릅니다",
        "통과: 검사에서 승인으로 넘어갑니다",
        "시작: 대기에서 처리로 넘어갑니다",
        "완료: 처리에서 끝납니다",
    ]
