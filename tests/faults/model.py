#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way one send can go: the program, the network and the service as three small machines, all interleavings of them.

    tests/faults/model.py [--check] [--schedules N [--seed S]]

The protocol (docs/send-protocol.md) is four rules, each of which can be taken away: the mark on disk before the first byte,
the look before anything is sent again, the fence (a new lookup makes the service refuse older sends), and no resend by a
layer below. With all of them no state is reachable in which the service has applied the change twice, in which the program
says "sent" and it is not so, or in which it says "not sent" and it is. Without one of them there is; --check fails where it
is not found.

--schedules writes what happens to a send, and what may happen next, one schedule a line, for the real program to go
through: words of a walk through the model and, at its end, whether the service has applied the change.
"""

import argparse
import random
import sys
from collections import deque, namedtuple

MOST_CRASHES, MOST_LOSSES, MOST_SENDS, MOST_RESENDS = 2, 2, 3, 1

# disk: what a crash leaves; at: what the program is doing; session: the lookup its send names; newest: the service's newest
# lookup; flying: sends on their way, by the lookup they name; answer: on its way back; applied: how often it was done
State = namedtuple("State", "disk at session newest flying answer applied crashes losses sends resends")
START = State("ready", "idle", 1, 1, (), None, 0, 0, 0, 0, 0)

Rules = namedtuple("Rules", "mark look fence no_resend")
ALL = Rules(True, True, True, True)


def program(state, rules):
    """What the program itself does next: (word, state)."""
    if state.at == "idle" and state.disk == "ready" and state.sends < MOST_SENDS:
        yield "mark", state._replace(disk="sending" if rules.mark else "ready", at="marked")
    if state.at == "marked":
        flying = tuple(sorted(state.flying + (state.session,)))
        yield "send", state._replace(at="waiting", flying=flying, sends=state.sends + 1, answer=None)
    if state.at == "waiting" and state.answer == "done":
        yield "hear-done", state._replace(disk="done", at="end", answer=None)
    if state.at == "waiting" and state.answer == "refused":
        yield "hear-refused", state._replace(disk="unknown", at="looking", answer=None)
    if state.at == "waiting":
        if rules.look:
            yield "give-up-waiting", state._replace(disk="unknown", at="looking", answer=None)
        else:
            yield "try-again", state._replace(disk="ready", at="idle", answer=None)
    if state.at == "looking":
        newest = state.newest + 1 if rules.fence else state.newest
        if state.applied:
            yield "look-applied", state._replace(disk="done", at="end", newest=newest)
        elif state.sends < MOST_SENDS:
            yield "look-not-applied", state._replace(disk="ready", at="idle", newest=newest, session=newest)
        else:
            yield "look-and-stop", state._replace(disk="not-applied", at="end", newest=newest)


def crash(state, rules):
    """The program is gone, and starts again with what is on disk."""
    if state.crashes == MOST_CRASHES or state.at == "end":
        return
    if state.disk in ("sending", "unknown"):
        at = "looking" if rules.look else "idle"
        disk = "unknown" if rules.look else "ready"
        yield "crash", state._replace(disk=disk, at=at, answer=None, crashes=state.crashes + 1)
    elif state.disk == "ready":
        yield "crash", state._replace(at="idle", answer=None, crashes=state.crashes + 1)


def network(state, rules):
    """A send on its way is lost, sent again by a layer below, or arrives; its answer may be lost."""
    for i, session in enumerate(state.flying):
        rest = state.flying[:i] + state.flying[i + 1:]
        if state.losses < MOST_LOSSES:
            yield f"lose-request@{session}", state._replace(flying=rest, losses=state.losses + 1)
        if not rules.no_resend and state.resends < MOST_RESENDS:
            yield f"resend@{session}", state._replace(flying=tuple(sorted(state.flying + (session,))), resends=state.resends + 1)
        taken = not rules.fence or session == state.newest
        applied = state.applied + 1 if taken else state.applied
        mine = state.at == "waiting" and session == state.session
        if mine:
            yield f"{'arrive' if taken else 'refuse'}@{session}", state._replace(flying=rest, applied=applied,
                                                                   answer="done" if taken else "refused")
        yield f"{'arrive' if taken else 'refuse'}-unheard@{session}", state._replace(flying=rest, applied=applied)


def steps(state, rules):
    yield from program(state, rules)
    yield from crash(state, rules)
    yield from network(state, rules)


def faults_of(state, last):
    """What must never be: of any state, and of one in which nothing more can happen."""
    if state.applied > 1:
        yield "TWICE"
    if state.disk == "done" and not state.applied:
        yield "FALSE"
    if last and state.disk == "not-applied" and state.applied:
        yield "BLIND"
    if last and state.disk == "ready" and state.at == "idle" and not state.applied and state.sends < MOST_SENDS:
        yield "LOST"


def explore(rules):
    """Every state there is: (number of states, fault → the shortest way there)."""
    parent = {START: (None, None)}
    todo = deque([START])
    found = {}
    while todo:
        state = todo.popleft()
        after = list(steps(state, rules))
        for fault in faults_of(state, not after):
            found.setdefault(fault, way_to(state, parent))
        for word, new in after:
            if new not in parent:
                parent[new] = (state, word)
                todo.append(new)
    return len(parent), found


def way_to(state, parent):
    words = []
    while parent[state][0] is not None:
        state, word = parent[state]
        words.append(word)
    return words[::-1]


VARIANTS = [
    ("all-rules", ALL, set()),
    ("without-the-mark", ALL._replace(mark=False), {"TWICE"}),
    ("without-the-look", ALL._replace(look=False), {"TWICE"}),
    ("without-the-fence", ALL._replace(fence=False), {"TWICE"}),
    ("with-a-resending-layer", ALL._replace(no_resend=False), {"TWICE"}),
]


def check():
    """TAP: safe with all rules, and each rule is needed."""
    failed = 0
    for n, (name, rules, wanted) in enumerate(VARIANTS, 1):
        states, found = explore(rules)
        right = not found if not wanted else wanted <= set(found)
        failed += not right
        print(f"{'ok' if right else 'not ok'} {n} {name}")
        print(f"# {states} states; " + ("; ".join(f"{fault} after {len(way)} steps: {' '.join(way)}" for fault, way in sorted(found.items())) or "safe"))
    print(f"1..{len(VARIANTS)}")
    return 1 if failed else 0


def schedules(n, seed):
    """@n different walks through the model with all rules, to where nothing more can happen."""
    chance = random.Random(seed)
    seen = set()
    while len(seen) < n:
        state, words = START, []
        while True:
            after = list(steps(state, ALL))
            if not after:
                break
            word, state = chance.choice(after)
            words.append(word)
        line = " ".join(words)
        if line not in seen:
            seen.add(line)
            print(f"{line} = {state.applied}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--schedules", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.schedules:
        schedules(options.schedules, options.seed)
        return 0
    return check()


if __name__ == "__main__":
    sys.exit(main())
