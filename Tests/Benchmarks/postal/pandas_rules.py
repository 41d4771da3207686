"""The rules of reconciling, vectorised: which line is which parcel's, and what differs."""
import numpy as np
import pandas as pd

WEIGHTS = np.array([8, 6, 4, 2, 3, 5, 9, 7])
LONGEST = 16
DAYS = (-7, 15)  # the post may have taken an item so many days before or after our hand-over
CLOCKS = pd.Timedelta(minutes=15)
# Letters and digits that look alike, as the digit.
FOLD = np.arange(256, dtype=np.uint8)
for letters, digit in (("OQD", "0"), ("IL", "1"), ("Z", "2"), ("S", "5"), ("G", "6"), ("B", "8")):
    for letter in letters:
        FOLD[ord(letter)] = ord(digit)


# MARK: Numbers

def with_numbers(lines):
    """Adds what the numbers mean: `number`, whether a program kept it as a number, and the range where digits are lost."""
    written = lines.number.map(lambda value: f"{value:.0f}" if isinstance(value, (int, float)) else value).astype(str)
    is_number = lines.number.map(type).isin((int, float)).to_numpy()
    scientific = written.str.contains("E+", regex=False).to_numpy()
    parts = written[scientific].str.replace(",", ".", regex=False).str.split("E+", regex=False)
    digits = parts.str[0].str.replace(".", "", regex=False)
    zeros = parts.str[1].astype("int64") - parts.str[0].str.split(".").str[1].str.len()
    mantissa = digits.astype("int64")
    lossy = pd.Series(False, lines.index)
    lossy[zeros.index] = zeros > 0
    whole = zeros.index[zeros <= 0]
    written[whole] = (mantissa[whole].astype(float) / 10.0 ** -zeros[whole]).astype("int64").astype(str)
    low, high = (pd.Series(0, lines.index, dtype="int64") for _ in range(2))
    cut = zeros.index[zeros > 0]
    unit = 10 ** zeros[cut]
    low[cut], high[cut] = mantissa[cut] * unit - unit // 2, mantissa[cut] * unit + unit - 1
    lines["number"] = written.str.replace(r"[^0-9A-Za-z,.+]", "", regex=True).str.upper()
    lines["is_numeric"] = (is_number | scientific) & ~lossy
    lines["is_lossy"], lines["low"], lines["high"] = lossy, low, high
    return lines


def characters(numbers):
    """The numbers as a table of bytes, padded with zeros."""
    return np.array(numbers.to_numpy(), dtype=f"S{LONGEST}").view(np.uint8).reshape(-1, LONGEST)


def standing(table):
    """2 for a right check digit, 1 for a form without one, 0 for neither."""
    digit = (table >= 48) & (table <= 57)
    letter = (table >= 65) & (table <= 90)
    length = (table != 0).sum(axis=1)
    shape = (length == 13) & letter[:, :2].all(axis=1) & digit[:, 2:11].all(axis=1) & (table[:, 11] == 86) & (
        table[:, 12] == 78)
    rest = 11 - (table[:, 2:10].astype(int) - 48) @ WEIGHTS % 11
    rest = np.where(rest == 10, 0, np.where(rest == 11, 5, rest))
    checked = shape & (rest == table[:, 10].astype(int) - 48)
    plain = (length == 13) & digit[:, :13].all(axis=1)
    return np.where(checked, 2, np.where(plain, 1, 0))


def one_slip_apart(theirs, ours):
    """Pairs of rows of two tables of numbers that one slip separates: by look, by a character, a swap, one too many or
    too few. For each place both sides are brought to a form in which that slip does not show."""
    found = [meeting(FOLD[theirs], FOLD[ours])]
    for place in range(LONGEST - 1):
        found.append(meeting(masked(theirs, place), masked(ours, place)))
        found.append(meeting(swapped(theirs, place), ours))
        found.append(meeting(theirs, without(ours, place)))
        found.append(meeting(without(theirs, place), ours))
    return pd.concat(found).drop_duplicates()


def meeting(theirs, ours):
    left, right = (np.ascontiguousarray(table).view(f"S{LONGEST}").ravel() for table in (theirs, ours))
    return pd.DataFrame({"key": left, "a": np.arange(len(left))}).merge(
        pd.DataFrame({"key": right, "b": np.arange(len(right))}), on="key")[["a", "b"]]


def masked(table, place):
    table = table.copy()
    table[:, place] = 1
    return table


def swapped(table, place):
    table = table.copy()
    table[:, [place, place + 1]] = table[:, [place + 1, place]]
    return table


def without(table, place):
    return np.hstack([table[:, :place], table[:, place + 1:], np.zeros((len(table), 1), np.uint8)])


# MARK: Evidence

def folded(names):
    """Names without marks and case."""
    plain = names.str.normalize("NFD").str.replace(r"[\u0300-\u036f]", "", regex=True)
    return plain.str.replace("đ", "d").str.replace("Đ", "D").str.lower().str.split().str.join(" ")


def evidence(pairs, parcels, lines):
    """Adds to pairs of places (`parcel`, `line`) how their fields agree."""
    ours, theirs = parcels.iloc[pairs.parcel], lines.iloc[pairs.line]
    same = ours.recipient.to_numpy() == theirs.recipient.to_numpy()
    names = pd.DataFrame({"ours": ours.recipient.to_numpy(), "theirs": theirs.recipient.to_numpy()})[~same]
    like = same.copy()
    like[~same] = (folded(names.ours) == folded(names.theirs)).to_numpy()
    days = (theirs.accepted.to_numpy().astype("datetime64[D]") - ours.handed_over.to_numpy().astype("datetime64[D]"))
    pairs["is_same_name"], pairs["is_like_name"], pairs["days"] = same, like, days.astype(int)
    pairs["is_near"] = pairs.days.between(*DAYS)
    for name, own, other in (("fee", "fee", "fee"), ("due", "cod", "collected"), ("weight", "weight_g", "weight")):
        pairs[f"is_same_{name}"] = ours[own].to_numpy() == theirs[other].to_numpy()
    pairs["has_due"] = (ours.cod != 0).to_numpy()
    return pairs


def contradicts(pairs):
    return ~pairs.is_like_name & (~pairs.is_near | (~pairs.is_same_fee & ~pairs.is_same_due))


def score(pairs):
    points = (np.where(pairs.is_same_name, 40, np.where(pairs.is_like_name, 38, 0)) + 8 * pairs.is_same_fee
              + np.where(pairs.has_due, 12, 6) * pairs.is_same_due + 6 * pairs.is_same_weight)
    return points * 100 - pairs.days.abs().clip(upper=90)


def only_candidates(pairs):
    """Those whose parcel and line have no other candidate."""
    return pairs[~pairs.duplicated("parcel", keep=False) & ~pairs.duplicated("line", keep=False)]


# MARK: The cascade

def exact(parcels, lines):
    """Pairs by number, and further lines of a paired parcel."""
    usable = lines[~lines.is_lossy]
    pairs = pd.DataFrame({"number": usable.number, "line": usable.index}).merge(
        pd.DataFrame({"number": parcels.number, "parcel": parcels.index}), on="number")
    single = ~pairs.duplicated("parcel", keep=False) & ~pairs.duplicated("line", keep=False)
    singles = evidence(pairs[single].reset_index(drop=True), parcels, lines)
    singles = singles[~contradicts(singles)]
    open_pairs = evidence(pairs[~single].reset_index(drop=True), parcels, lines)
    open_pairs = open_pairs[~contradicts(open_pairs)]
    open_pairs = open_pairs.assign(score=score(open_pairs)).sort_values(
        ["score", "line"], ascending=[False, True], kind="stable")
    chosen, further = [singles], []
    rest = open_pairs
    while len(rest):
        # Of each number the best pair; what it takes is gone for the next turn.
        best = rest.drop_duplicates("number")
        chosen.append(best)
        rest = rest[~rest.parcel.isin(best.parcel) & ~rest.line.isin(best.line)]
    pairs = pd.concat(chosen)
    further = open_pairs[open_pairs.is_near & open_pairs.is_like_name & open_pairs.parcel.isin(pairs.parcel)
                         & ~open_pairs.line.isin(pairs.line)].drop_duplicates("line")
    return pairs, further


def lossy(parcels, lines):
    """Numbers that lost digits: name, day and amounts have to stand for them."""
    theirs = lines[lines.is_lossy]
    ours = parcels[parcels.number.str.fullmatch(r"\d+")]
    pairs = pd.DataFrame({"name": folded(theirs.recipient), "line": theirs.index}).merge(
        pd.DataFrame({"name": folded(ours.recipient), "parcel": ours.index}), on="name")
    number = parcels.number.loc[pairs.parcel].astype("int64").to_numpy()
    pairs = pairs[(number >= lines.low.loc[pairs.line].to_numpy()) & (number <= lines.high.loc[pairs.line].to_numpy())]
    pairs = at_places(pairs, parcels, lines)
    return only_candidates(pairs[stands_for_number(pairs)])


def mistyped(parcels, lines):
    """Numbers one slip apart, of which the check digit says which is right; a second field has to agree."""
    theirs = lines[~lines.is_lossy]
    left, right = characters(theirs.number), characters(parcels.number)
    pairs = one_slip_apart(left, right)
    first, second = standing(left)[pairs.a], standing(right)[pairs.b]
    proven = ((first == 2) & (second == 0)) | ((first == 0) & (second == 2))
    likely = ((first == 1) & (second == 0)) | ((first == 0) & (second == 1))
    possible = (first == 1) & (second == 1)
    pairs = pd.DataFrame({"line": theirs.index[pairs.a], "parcel": parcels.index[pairs.b], "proven": proven,
                          "likely": likely, "possible": possible})
    pairs = at_places(pairs[proven | likely | possible], parcels, lines)
    seconds = pairs.is_near & pairs.is_like_name & (pairs.is_same_fee | pairs.is_same_due)
    stands = stands_for_number(pairs)
    taken = (pairs.proven & seconds) | (pairs.likely & stands) | (
        pairs.possible & stands & (pairs.days.abs() <= 2) & is_lone_name(pairs, parcels))
    return only_candidates(pairs[taken])


def is_lone_name(pairs, parcels):
    return (~parcels.recipient.duplicated(keep=False)).loc[pairs.parcel].to_numpy()


def stands_for_number(pairs):
    return pairs.is_near & pairs.is_like_name & pairs.is_same_fee & pairs.is_same_due


def at_places(pairs, parcels, lines):
    """Evidence of pairs that are named by labels, where parts of the tables were left out."""
    named = pd.DataFrame({"parcel": parcels.index.get_indexer(pairs.parcel),
                          "line": lines.index.get_indexer(pairs.line)})
    found = evidence(named, parcels, lines)
    return pairs.reset_index(drop=True).join(found.drop(columns=["parcel", "line"]))


# MARK: Outcomes

def reconcile(parcels, lines, period):
    """A row for each outcome: tracking, case, outcome, parcel, statement_tracking, row."""
    pairs, further = exact(parcels, lines)
    open_lines = ~lines.index.isin(pairs.line) & ~lines.index.isin(further.line)
    open_parcels = ~parcels.index.isin(pairs.parcel)
    by_name = lossy(parcels[open_parcels], lines[open_lines])
    open_lines &= ~lines.index.isin(by_name.line)
    open_parcels &= ~parcels.index.isin(by_name.parcel)
    by_slip = mistyped(parcels[open_parcels], lines[open_lines])
    open_lines &= ~lines.index.isin(by_slip.line)
    open_parcels &= ~parcels.index.isin(by_slip.parcel)
    shared = parcels.number.duplicated(keep=False)
    pairs = pd.concat([pairs.assign(how="exact"), by_name.assign(how="lossy"), by_slip.assign(how="slip")])
    found = [of_pairs(pairs.reset_index(drop=True), further, parcels, lines, shared)]
    found.append(further[["parcel", "line"]].assign(outcome="duplicate_line"))
    first, end = period
    covered = open_parcels & (parcels.handed_over >= first) & (parcels.handed_over < end)
    found.append(pd.DataFrame({"parcel": parcels.index[covered], "line": -1, "outcome": "missing_in_statement"}))
    found.append(pd.DataFrame(
        {"parcel": parcels.index[open_parcels & shared], "line": -1, "outcome": "tracking_reused"}))
    found.append(pd.DataFrame({"parcel": -1, "line": lines.index[open_lines], "outcome": "missing_in_ours"}))
    return described(pd.concat(found, ignore_index=True), parcels, lines)


def of_pairs(pairs, further, parcels, lines, shared):
    ours, theirs = (table.reset_index(drop=True) for table in (parcels.loc[pairs.parcel], lines.loc[pairs.line]))
    earliest = ours.handed_over - CLOCKS
    is_return = theirs.status.isin(("returned", "returning"))
    says = {
        "cod_differs": ours.cod != theirs.collected,
        "fee_differs": ours.fee != theirs.fee,
        "late_delivery": (theirs.delivered.dt.normalize() > ours.deadline) & ~is_return,
        "returned_but_delivered": (is_return & (ours.our_status == "delivered")) | (
            (theirs.status == "delivered") & ours.our_status.isin(("returned", "returning"))),
        "status_before_handover": (theirs.accepted < earliest) | (theirs.delivered < earliest),
        "duplicate_line": pairs.parcel.isin(further.parcel),
        "tracking_reused": shared.loc[pairs.parcel].reset_index(drop=True),
        "check_digit_typo": pairs.how == "slip",
        "numeric_tracking_lossy": pairs.how == "lossy",
    }
    agrees = ~np.logical_or.reduce([flag.to_numpy() for flag in says.values()])
    several = ours.case_codes.str.contains("|", regex=False)
    says |= {
        "matched": agrees,
        "name_diacritics_only": agrees & (pairs.is_like_name & ~pairs.is_same_name),
        "two_cases_one_parcel": agrees & several,
        "case_in_two_parcels": agrees & in_crowded_case(parcels).loc[pairs.parcel].to_numpy(),
        "numeric_tracking": agrees & theirs.is_numeric,
    }
    return pd.concat([pairs.loc[np.asarray(flag, bool), ["parcel", "line"]].assign(outcome=name)
                      for name, flag in says.items()])


def in_crowded_case(parcels):
    """Whether another parcel in the same direction carries papers of the same case."""
    cases = parcels[["leg", "case_codes"]].assign(case=parcels.case_codes.str.split("|")).explode("case")
    return cases.duplicated(["leg", "case"], keep=False).groupby(level=0).any()


def described(found, parcels, lines):
    has_parcel, has_line = (found.parcel >= 0).to_numpy(), (found.line >= 0).to_numpy()
    ours, theirs = parcels.iloc[found.parcel.clip(lower=0)], lines.iloc[found.line.clip(lower=0)]
    theirs_number = np.where(has_line, theirs.number, None)
    return pd.DataFrame({
        "tracking": np.where(has_parcel, ours.tracking, theirs_number),
        "case": np.where(has_parcel, ours.case_codes.str.split("|").str[0], None),
        "outcome": found.outcome, "parcel": np.where(has_parcel, ours.parcel_id, None),
        "statement_tracking": theirs_number, "row": np.where(has_line, theirs.row, 0)})
