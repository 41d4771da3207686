import DocumentModel
import VietnameseText

/// The rules of known layouts: administrative documents by Decree 30/2020/NĐ-CP, annex I, identity cards, and the forms
/// whose kind is known. What they find is one piece of evidence among others.
enum LayoutRules {
    /// What the rules find, at most one value for each field.
    static func candidates(in paper: Paper) -> [FieldName: Candidate] {
        var found: [FieldName: Candidate] = [:]
        found[.number] = NumberReader.read(paper)
        found[.date] = DateReader.issueDate(of: paper)
        found[.agency] = AgencyReader.read(paper)
        found[.title] = TitleReader.read(paper)
        found[.amount] = MoneyReader.read(paper)
        found[.parcelNumber] = LandReader.parcel(in: paper)
        found[.mapSheet] = LandReader.mapSheet(in: paper)
        found[.area] = LandReader.area(in: paper)
        let person = IDNumberReader.crossCheck(SubjectReader.read(paper))
        found[.subject] = person.name.map { repeated($0, in: paper) }
        found[.idNumber] = person.idNumber
        found[.dateOfBirth] = person.birthDate
        found[.address] = person.address
        return settled(found, by: SpellingVote(paper.passage))
    }

    /// A name that stands on the paper twice, under the signature again, was read right twice.
    private static func repeated(_ name: Candidate, in paper: Paper) -> Candidate {
        let spelled = ScannableText(Folding.exact(name.value))
        let places = paper.scan.occurrences(of: spelled.folded(0..<spelled.count))
        let same = places.count { place in
            Folding.exact(paper.scan.printed(place)) == Folding.exact(name.value)
                && (place.upperBound >= paper.passage.lineEnd(at: place.lowerBound)
                    || paper.scan.bytes[place.upperBound] != ScannableText.blank)
        }
        return same > 1 ? name.confirmed(by: 0.5) : name
    }

    private static func settled(
        _ candidates: [FieldName: Candidate], by vote: SpellingVote
    ) -> [FieldName: Candidate] {
        var result = candidates
        for field in [FieldName.agency, .address, .subject] {
            // What comes from a code has no box and was not recognized.
            guard let candidate = candidates[field], candidate.box != nil else { continue }
            result[field]?.value = vote.settled(candidate.value)
        }
        if let name = result[.subject]?.value, result[.subject]?.box != nil {
            result[.subject]?.value = PersonName.withFamilyNameRestored(name)
        }
        return result
    }
}
