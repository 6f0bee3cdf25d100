"""Plans visits of a year with CP-SAT (OR-tools), with the same rules and the same levels as `planner::visits`, level by level.

   python3 bench/planner.py INSTANCE.json SECONDS
Prints, as JSON, the levels of the best plan that was found within SECONDS (building the model is not counted), after which level it
was no longer proven, and how long it took. Needs ortools; script/bench makes an environment of its own for it.
"""
import json
import math
import sys
import time
from collections import defaultdict

from ortools.sat.python import cp_model

LEVELS = ["houses_lack", "members_lack", "changes", "visits", "load", "off_meetings", "months", "houses", "same_month", "distance", "again", "unkept"]


def open_days(house, wishes):
    days = set(house["offered"])
    if isinstance(house.get("care"), dict):
        days &= set(house["care"]["while_out"])
    return days - set(wishes["meetings"]) if wishes["rules"]["meeting_day"] == "avoid" else days


def kilometres(member, house):
    reach, place = member["reach"], house["place"]
    if not isinstance(reach, dict) or "from" not in reach or place is None:
        return 0
    metres = math.isqrt((reach["from"]["east"] - place["east"]) ** 2 + (reach["from"]["north"] - place["north"]) ** 2)
    return min(200, (metres + 500) // 1000)


class Squares:
    """Sums of squares: the k-th unit costs 2k - 1, so that the cheapest units are taken first. No plan needs more than `most` units."""

    def __init__(self, model, most):
        self.model, self.most, self.terms = model, most, []

    def add(self, variables):
        units = [self.model.new_bool_var("") for _ in variables[:self.most]]
        self.model.add(sum(units) == sum(variables))
        for one, other in zip(units, units[1:]):
            self.model.add_implication(other, one)
        self.terms += [(2 * k + 1) * unit for k, unit in enumerate(units)]


def build(wishes):
    rules, model = wishes["rules"], cp_model.CpModel()
    members = [m for m in wishes["members"] if m["way"] != "excused"]
    x = {}
    for m in members:
        for h in wishes["houses"]:
            if rules["relatives_visit"] or h["id"] not in m["relatives"]:
                for day in sorted(open_days(h, wishes) & set(m["offered"])):
                    x[m["id"], h["id"], day] = model.new_bool_var("")
    way = {m["id"]: m["way"] for m in members}
    by = defaultdict(list)
    for (m, h, day), var in x.items():
        for key in [("busy", m, day), ("there", h, day), ("member", m), ("house", h), ("month", day[5:7]), ("house_month", h, day[5:7])]:
            by[key].append((var, m))
    only = lambda key: [var for var, _ in by[key]]
    for key in [key for key in by if key[0] == "busy"]:
        model.add_at_most_one(only(key))
    room, occupied = rules["visitors_a_day"], {}
    for key in [key for key in by if key[0] == "there"]:
        heads = sum(var * (2 if way[m] == "with_interpreter" else 1) for var, m in by[key])
        special = [var for var, m in by[key] if way[m] in ("newcomer", "with_interpreter")]
        if room == 1 and special:
            pair = model.new_bool_var("")
            model.add(pair <= sum(special))
            model.add(heads <= 1 + pair)
        elif room is not None:
            model.add(heads <= room)
        newcomers = [var for var, m in by[key] if way[m] == "newcomer"]
        if newcomers:
            model.add(sum(newcomers) <= sum(var for var, m in by[key] if way[m] in ("on_site", "with_interpreter")))
        leaders = [var for var, m in by[key] if way[m] != "newcomer"]
        if room == 1:
            # One leader at most: the house is visited on the day just when one comes.
            model.add_at_most_one(leaders)
            occupied[key[1:]] = sum(leaders)
        else:
            occupied[key[1:]] = model.new_bool_var("")
            model.add_max_equality(occupied[key[1:]], only(key))
    needs = 0
    for h in wishes["houses"]:
        ruled = None if h["satellite"] and not rules["satellites"] else rules["times_a_house"]
        needed = max(ruled or 0, h["asked"] or 0)
        needs += needed
        model.add(sum(var for (house, _), var in occupied.items() if house == h["id"]) >= needed)
        if needed and rules["on_site_in_each_house"]:
            model.add(sum(var for var, m in by["house", h["id"]] if way[m] != "online") >= 1)
    for m in members:
        model.add(sum(only(("member", m["id"]))) >= (rules["times_a_member"] or 0))
    every = sum(x.values())
    there, share = sum(var for (m, _, _), var in x.items() if way[m] != "online"), rules["on_site"]
    if share.get("more_than_percent") is not None:
        model.add(100 * there >= share["more_than_percent"] * every + 1)
    if share.get("at_least_percent") is not None:
        model.add(100 * there >= share["at_least_percent"] * every)
    model.add(there >= share["at_least"])
    most = needs + len(members) * (rules["times_a_member"] or 0)
    model.add(every <= 2 * most)
    load, months, houses = (Squares(model, 2 * most) for _ in range(3))
    for m in members:
        load.add(only(("member", m["id"])))
    for key in [key for key in by if key[0] == "month"]:
        months.add(only(key))
    pairs = []
    for h in wishes["houses"]:
        houses.add(only(("house", h["id"])))
    for key in [key for key in by if key[0] == "house_month"]:
        units = [model.new_bool_var("") for _ in by[key][:2 * most]]
        model.add(sum(units) == sum(only(key)))
        pairs += [k * unit for k, unit in enumerate(units)]
    house_of, member_of = {h["id"]: h for h in wishes["houses"]}, {m["id"]: m for m in members}
    agreed = [(v["member"], v["house"], v["day"]) for v in wishes["agreed"]]
    meetings, prefers = set(wishes["meetings"]), rules["meeting_day"] == "preferred"
    levels = {
        "visits": every,
        "load": sum(load.terms),
        "off_meetings": sum(var for (_, _, day), var in x.items() if prefers and day not in meetings),
        "months": sum(months.terms),
        "houses": sum(houses.terms),
        "same_month": sum(pairs),
        "distance": sum(var * kilometres(member_of[m], house_of[h]) for (m, h, _), var in x.items()),
        "again": sum(var for (m, h, _), var in x.items() if h in member_of[m]["last_year"]),
        "unkept": len(agreed) - sum(x[key] for key in agreed if key in x),
    }
    return model, x, levels


def main():
    wishes, limit = json.load(open(sys.argv[1])), float(sys.argv[2])
    begun = time.perf_counter()
    model, x, levels = build(wishes)
    built = time.perf_counter() - begun
    begun, proven, values, best = time.perf_counter(), None, {}, None
    names = [name for name in LEVELS if name in levels]
    for at, name in enumerate(names):
        level = levels[name]
        if isinstance(level, int):
            values[name] = level
            continue
        # What is left is shared among the levels that are left, so that an unproven one does not take all.
        left = limit - (time.perf_counter() - begun)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 2
        solver.parameters.max_time_in_seconds = max(0.1, left / (len(names) - at)) if best is not None else max(0.1, left)
        model.minimize(level)
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            if best is None:
                print(json.dumps({"found": False, "infeasible": status == cp_model.INFEASIBLE, "built_s": round(built, 2), "seconds": round(time.perf_counter() - begun, 3)}))
                return
            proven = proven or name
            values[name] = sum_of(level, best)
        else:
            if status != cp_model.OPTIMAL:
                proven = proven or name
            best = solver
            values[name] = int(round(solver.objective_value))
            model.clear_hints()
            for var in x.values():
                model.add_hint(var, solver.value(var))
        model.add(level <= values[name])
    score = [values.get(name, 0) for name in LEVELS]
    print(json.dumps({"found": True, "score": score, "proven_before": proven, "built_s": round(built, 2), "seconds": round(time.perf_counter() - begun, 3)}))


def sum_of(level, solver):
    return int(solver.value(level))


if __name__ == "__main__":
    main()
