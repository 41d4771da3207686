import DocumentModel
import VietnameseText

extension CandidateFinder {
    /// Numbers of parcels and map sheets, areas.
    func land() -> [FieldCandidate] {
        var found: [FieldCandidate] = []
        for index in paper.labels.indices {
            switch paper.labels[index].meaning {
            case .parcel: found += landNumbers(.parcelNumber, after: index)
            case .mapSheet: found += landNumbers(.mapSheet, after: index)
            case .area: found += areas(after: index)
            default: break
            }
        }
        for index in found.indices {
            let values = Set(found.filter { $0.field == found[index].field }.map(\.value))
            found[index].evidence.set(.ambiguous, values.count > 1)
            addPlace(to: &found[index])
        }
        return found
    }

    private func landNumbers(_ field: FieldName, after index: Int) -> [FieldCandidate] {
        let meaning = paper.labels[index].meaning
        return paper.valueRanges(after: index).compactMap { range, relation in
            let start = range.lowerBound
            let limit = min(paper.scan.count, start + 14, range.upperBound)
            guard
                let first = (start..<max(start, limit)).first(where: { ScannableText.isWordByte(paper.scan.bytes[$0]) })
            else {
                return nil
            }
            let end = (first..<limit).first { !ScannableText.isDigitByte(paper.scan.bytes[$0]) } ?? limit
            guard (1...5).contains(end - first), paper.scan.isWordEnd(end),
                let value = Int(paper.scan.printed(first..<end)), value > 0,
                var candidate = FieldCandidate(field, "\(value)", at: first..<end, in: paper)
            else { return nil }
            addLabel(index, relation, to: &candidate, exact: [meaning])
            // The label's own wording: "thửa đất số" is meant, "thửa" alone occurs in other senses.
            let label = paper.scan.folded(paper.labels[index].range)
            candidate.evidence.set(.wellFormed, label.contains("so"))
            candidate.evidence.set(.repeated, paper.scan.occurrences(of: "\(value)").count > 1)
            return candidate
        }
    }

    private func areas(after index: Int) -> [FieldCandidate] {
        paper.valueRanges(after: index).compactMap { range, relation in
            guard let (value, place, hasUnit) = LandReader.squareMetres(in: range, of: paper.scan),
                var candidate = FieldCandidate(.area, value, at: place, in: paper)
            else { return nil }
            addLabel(index, relation, to: &candidate, exact: [.area])
            let label = paper.scan.folded(paper.labels[index].range)
            candidate.evidence.set(.wellFormed, hasUnit || label.contains("m2"))
            candidate.evidence.set(
                .repeated, paper.scan.occurrences(of: Folding.folded(paper.scan.printed(place))).count > 1)
            return candidate
        }
    }
}
