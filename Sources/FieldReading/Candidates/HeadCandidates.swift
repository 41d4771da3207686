import VietnameseText

extension CandidateFinder {
    // MARK: Agencies

    /// Every agency that can have issued the paper or be written to.
    func agencies() -> [FieldCandidate] {
        var found: [FieldCandidate] = []
        let blocks = AgencyReader.blocks(in: paper)
        for (index, block) in blocks.enumerated() {
            var candidate = FieldCandidate(.agency, block, in: paper)
            candidate.evidence[.place] = index == blocks.count - 1 ? 1 : 0
            candidate.evidence.set(.sentence, index < blocks.count - 1)
            candidate.evidence.set(.kindAgrees, !isForm)
            addForm(to: &candidate)
            found.append(candidate)
        }
        for index in paper.labels.indices where [.addressee, .registrar].contains(paper.labels[index].meaning) {
            for (range, relation) in paper.valueRanges(after: index) {
                guard let read = AgencyReader.labelled(index, at: range, in: paper) else { continue }
                var candidate = FieldCandidate(.agency, read, in: paper)
                addLabel(index, relation, to: &candidate, exact: [.addressee], near: [.registrar])
                candidate.evidence.set(.kindAgrees, isForm && paper.labels[index].meaning == .addressee)
                addForm(to: &candidate)
                found.append(candidate)
            }
        }
        for line in paper.passage.lines.indices {
            guard let signer = AgencyReader.signer(onLine: line, in: paper) else { continue }
            var candidate = FieldCandidate(.agency, signer, in: paper)
            candidate.evidence.set(.bottom, true)
            candidate.evidence.set(.kindAgrees, !isForm)
            addForm(to: &candidate)
            found.append(candidate)
        }
        let names = Set(found.map { FieldAgreement.canonical($0.value, .agency) })
        for index in found.indices { found[index].evidence.set(.extreme, names.count == 1) }
        return found
    }

    private func addForm(to candidate: inout FieldCandidate) {
        candidate.evidence.set(.wellFormed, AgencyName.isComplete(candidate.value))
        let places = paper.scan.occurrences(of: Folding.folded(candidate.value))
        candidate.evidence.set(.repeated, Set(places.map { paper.passage.lineIndex(at: $0.lowerBound) }).count > 1)
        let words = candidate.value.split(separator: " ").map(String.init)
        candidate.evidence.set(.broken, Syllables.validShare(of: words) ?? 0 < 0.9)
        addPlace(to: &candidate)
    }

    /// Whether a citizen filled it in: an application or declaration, or a paper without a number of its own that is
    /// addressed to an agency.
    private var isForm: Bool {
        if let kind = paper.kind, kind.states != nil { return kind.isOne(of: "don_de_nghi", "to_khai") }
        let opening = paper.heading.map { Folding.folded($0.name) } ?? ""
        return ["don ", "to khai", "ban khai", "giay de nghi", "phieu de nghi", "giay xin"].contains(
            where: opening.hasPrefix)
    }

    // MARK: Titles

    /// The heading and the summary below it, in every style that titles have.
    func titles() -> [FieldCandidate] {
        let style = paper.kind.flatMap { $0.states == nil ? nil : $0.titleStyle }
        // "Giấy chứng nhận" of what? The rest of it was not read.
        let variants = TitleReader.variants(in: paper).filter { variant in
            variant.style != .heading || !TitleReader.isBeginning(variant.title.value, in: paper)
        }
        return variants.map { variant in
            var candidate = FieldCandidate(.title, variant.title, in: paper)
            let isPrinted = style == .printed && variant.style == .heading
            candidate.evidence.set(.kindAgrees, style == variant.style || isPrinted)
            candidate.evidence.set(.sentence, variant.style == .summary)
            candidate.evidence.set(.crossChecked, TitleReader.isKnown(variant.title.value, in: paper))
            candidate.evidence.set(.exactLabel, style == nil && variant.style == .heading)
            candidate.evidence.set(.nearLabel, style == nil && variant.style == .subtitle)
            candidate.evidence[.place] = paper.heading?.strength ?? 0.5
            let words = variant.title.value.split(separator: " ").map(String.init)
            let share = Syllables.validShare(of: words) ?? 0
            candidate.evidence.set(.broken, share < 0.9)
            candidate.evidence.set(.ambiguous, variant.title.value.count(where: \.isNumber) > 4)
            addPlace(to: &candidate)
            return candidate
        }
    }
}
