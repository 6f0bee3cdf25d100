"""Judges the offices that `engawa bench evaluate --facts` wrote, by six of its rules, the straightforward way.

   python3 bench/peer.py FACTS.jsonl DAY
Prints, as JSON, how long judging took (reading the file is not counted) and how many findings of each rule have each status; the
program counts the same with --rules. Only a year that is over and in which a meeting was held is judged like the program does.
"""
import json
import sys
import time
from collections import Counter

CATEGORIES = ("resident", "family", "community")


def serves(seat, day):
    begun = seat["from"] is None or seat["from"] <= day
    if seat["state"] == "seated":
        return begun and (seat["until"] is None or day <= seat["until"])
    return seat["state"] == "ended" and begun and seat["until"] is not None and day <= seat["until"]


def judge(office, today):
    first, last = f"{office['year']}-04-01", f"{office['year'] + 1}-03-31"
    held = sorted(m["day"] for m in office["meetings"] if m["state"] == "held" and m["day"] and first <= m["day"] <= last and m["day"] <= today)
    yield "meetings.yearly", "met" if held else "broken"
    day = held[-1] if held else last
    for category in CATEGORIES:
        seats = [s for s in office["seats"] if s["category"] == category and (category == "resident" or not s["proxy"])]
        yield "seats.required", "met" if any(serves(s, day) for s in seats) else "broken"
    for seat in office["seats"]:
        if seat["state"] != "seated":
            continue
        pledged, attended = seat["pledged_on"], seat["attended_on"]
        if pledged and pledged <= today:
            yield "seats.pledge", "broken" if attended and attended < pledged else "met"
        else:
            yield "seats.pledge", "broken" if attended and attended <= today else "due"
    for meeting in office["meetings"]:
        if meeting["state"] != "held" or meeting["day"] > today:
            continue
        confirmed = meeting["minutes"] == "confirmed" and (meeting["confirmed_on"] is None or meeting["confirmed_on"] <= today)
        yield "minutes.confirmed", "met" if confirmed else "overdue"
        published, withdrawn = meeting["published_on"], meeting["withdrawn_on"]
        shown = published and published <= today and not (withdrawn and withdrawn >= published and withdrawn <= today)
        yield "publications.minutes", "met" if shown else "overdue"
    for dwelling in office["dwellings"]:
        if dwelling["satellite"]:
            continue
        made = [v for v in office["visits"] if v["dwelling"] == dwelling["id"] and v["state"] == "made" and v["day"] and first <= v["day"] <= last and v["day"] <= today]
        yield "visits.dwellings", "met" if made else "broken"


def main():
    path, today = sys.argv[1:3]
    with open(path, encoding="utf-8") as lines:
        offices = [json.loads(line) for line in lines]
    best, counts = None, Counter()
    for _ in range(5):
        begun = time.perf_counter()
        counts = Counter(f"{rule} {status}" for office in offices for rule, status in judge(office, today))
        took = (time.perf_counter() - begun) * 1000
        best = took if best is None else min(best, took)
    print(json.dumps({"offices": len(offices), "ms": round(best, 1), "counts": dict(sorted(counts.items()))}))


main()
