"""Tracking numbers and case codes, and what becomes of them."""

WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
LOOKALIKES = {"0": "O", "1": "I", "5": "S", "8": "B"}


def check_digit(serial):
    """Of eight digits (UPU S10)."""
    rest = 11 - sum(weight * int(digit) for weight, digit in zip(WEIGHTS, serial)) % 11
    return {10: 0, 11: 5}.get(rest, rest)


def is_checked(number):
    return number[2:11].isdigit() and check_digit(number[2:10]) == int(number[10])


def case_code(place, agency):
    """Nine thousand cases a day, from January 2026 on, in months of 28 days."""
    day, number = divmod(place, 9000)
    return f"000.00.{agency}.H40-26{day // 28 % 12 + 1:02d}{day % 28 + 1:02d}-{number + 1:04d}"


def lossy(number):
    """As a spreadsheet shows it and a careless export keeps it."""
    return f"{int(number):.5E}".replace(".", ",")


class Numbers:
    def __init__(self, random):
        self.random = random
        self.serial = 10_000_000
        self.long = 2_619_200_000_000

    def checked(self):
        """Steps of thirty and more: whoever slips by one digit or swaps two is in hardly anybody's place."""
        self.serial += self.random.randrange(30, 60)
        serial = f"{self.serial:08d}"
        return f"{self.random.choice(('EB', 'EA', 'RB', 'CP', 'RL'))}{serial}{check_digit(serial)}VN"

    def domestic(self):
        self.long += self.random.randrange(2_000, 2_100_000 // 10)
        # A number that ends in zeros would look as if it had lost digits.
        self.long += self.long % 10 == 0
        return str(self.long)

    def mistyped(self, number):
        """One slip that leaves the number without a right check digit."""
        while True:
            place = self.random.randrange(2, 11)
            slip = self.random.choice(("digit", "swap", "lookalike"))
            if slip == "lookalike" and number[place] in LOOKALIKES:
                return number[:place] + LOOKALIKES[number[place]] + number[place + 1:]
            if slip == "digit":
                wrong = number[:place] + self.random.choice("0123456789") + number[place + 1:]
            else:
                wrong = number[:place] + number[place + 1] + number[place] + number[place + 2:]
            if wrong != number and wrong[2:11].isdigit() and not is_checked(wrong):
                return wrong
