import VietnameseText

/// Reads the fields of a component from the text of its pages.
///
/// The grammar is that of Decree 30/2020/NĐ-CP, annex I, for administrative documents, and the labels of the usual forms
/// for the rest. What is not sure enough stays out: an empty field costs a clerk a glance, a wrong one costs a citizen.
public enum FieldReader {
    /// Values below this confidence are left out, 0 to 100.
    public static let threshold = 65.0

    /// Reads the pages of one component in order. When they hold several papers, the fields are those of the first.
    ///
    /// - Parameter notAfter: the latest day that a date can bear, for example a year after the scan; `nil` for no limit.
    public static func read(pages: [PageReading], notAfter: CivilDate? = nil) -> DocumentFields {
        read(texts: pages.map { ($0.text, $0.barcodes) }, notAfter: notAfter)
    }

    /// The same for pages of which only text and barcodes are known.
    public static func read(
        texts pages: [(text: PageText, barcodes: [Barcode])], notAfter: CivilDate? = nil
    ) -> DocumentFields {
        let count = FirstPaper.pageCount(of: pages.map(\.text))
        let paper = Paper(pages: Array(pages.prefix(count)), notAfter: notAfter)
        var candidates = candidates(in: paper)
        if let kind = paper.identified {
            candidates = candidates.filter { kind.kind.fields.contains($0.key) }
            candidates[.docType] = Candidate(value: kind.kind.rawValue, confidence: kind.confidence, page: 0)
        }
        return candidates.mapValues(\.field).filter { $0.value.confidence >= threshold }
    }

    private static func candidates(in paper: Paper) -> [FieldName: Candidate] {
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
