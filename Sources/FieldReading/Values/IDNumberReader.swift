import VietnameseText

/// Reads identity numbers.
enum IDNumberReader {
    /// The first number of 12 (or 9) digits in the range.
    static func candidate(in range: Range<Int>, strength: Double, paper: Paper) -> Candidate? {
        let part = ScannableText(String(paper.scan.characters[range]))
        guard part.count == range.count, let (number, found) = CitizenNumber.all(in: part).first else { return nil }
        let place = (range.lowerBound + found.lowerBound)..<(range.lowerBound + found.upperBound)
        // An old number of 9 digits may be a new one that lost digits.
        let weight = number.digits.count == 12 ? strength : 0.7 * strength
        return Candidate(number.digits, in: paper.passage, at: place, strength: weight)
    }

    /// Compares number and date of birth; agreement is good evidence for both.
    static func crossCheck(_ person: PersonFields) -> PersonFields {
        guard let id = person.idNumber, let birth = person.birthDate, let year = Int(birth.value.prefix(4)),
            let told = CitizenNumber(id.value)?.birthYear
        else { return person }
        var checked = person
        let factor = 0.5
        checked.idNumber = told == year ? id.confirmed(by: factor) : id.weakened(by: 0.7)
        checked.birthDate = told == year ? birth.confirmed(by: factor) : birth.weakened(by: 0.7)
        return checked
    }
}
