"""Copies that die and are started again in their place, and who goes on sending to them."""


def test_who_sends_to_what_has_died_hears_of_it_after_its_notice(tell):
    text = "U client\nS balancer notice={}\nW server replicas=3 restart=on start=3\nU > S > W"
    for notice in (0.0, 1.0):
        told = tell(text.format(notice), "traffic U rate=60\nwait 2\nfail W/2\nwait 8")
        died = told.when("state", "W/2", state="failed")
        after = [
            event.t for event in told.log.events if event.kind == "routed" and event.to == "W/2" and event.t > died
        ]
        early = [at for at in after if at < told.when("state", "W/2", state="starting") + 3.0]
        assert bool(early) == bool(notice)
        assert all(at <= died + notice + 0.01 for at in early)
