import VietnameseText

extension CandidateFinder {
    // MARK: Names

    func names() -> [FieldCandidate] {
        var found = persons.all.indices.compactMap { name(of: $0) }
        found += registeredNames()
        for index in found.indices {
            addRepetition(to: &found[index])
            addPlace(to: &found[index])
        }
        return found
    }

    private func name(of index: Int) -> FieldCandidate? {
        let person = persons.all[index]
        guard let name = person.name,
            var candidate = FieldCandidate(.subject, name.value, at: rangeOfName(name, from: person.range), in: paper)
        else { return nil }
        if let label = person.label {
            addLabel(label, person.relation ?? .before, to: &candidate, exact: [.holder], near: [.name])
        }
        candidate.evidence.set(.sentence, person.label == nil)
        candidate.evidence.set(.exactLabel, person.isCalled || candidate.evidence[.exactLabel] > 0)
        persons.addRole(of: index, to: &candidate)
        addForm(to: &candidate, reading: name)
        return candidate
    }

    private func rangeOfName(_ name: Candidate, from range: Range<Int>) -> Range<Int> {
        range.lowerBound..<min(range.upperBound, range.lowerBound + max(1, name.value.count))
    }

    /// The applicant's name where it stands on the page, labelled or not.
    private func registeredNames() -> [FieldCandidate] {
        guard let register else { return [] }
        return register.places(in: paper.scan).compactMap { place in
            let printed = PersonName.titled(paper.scan.printed(place))
            guard PersonName.isPlausible(printed),
                var candidate = FieldCandidate(.subject, printed, at: place, in: paper)
            else { return nil }
            addLabel(to: &candidate, at: place, exact: [.holder], near: [.name])
            persons.addOwner(to: &candidate)
            candidate.evidence.set(.wellFormed, PersonName.beginsWithFamilyName(printed))
            candidate.evidence.set(.broken, PersonName.syllableShare(printed) < 1)
            return candidate
        }
    }

    private func addForm(to candidate: inout FieldCandidate, reading: Candidate) {
        candidate.evidence.set(.wellFormed, PersonName.beginsWithFamilyName(candidate.value))
        // Words of Vietnamese that begin with no family name are rather words of the form.
        let isOfForm = candidate.evidence[.wellFormed] == 0 && PersonName.syllableShare(candidate.value) == 1
        candidate.evidence.set(.ambiguous, isOfForm)
        // A reading that was weakened for what follows it or for its syllables.
        let expected = 97 * (reading.reliability ?? 1)
        candidate.evidence.set(.broken, reading.confidence < 0.9 * expected)
    }

    /// A name that stands on the paper twice, under the signature again, was read right twice.
    private func addRepetition(to candidate: inout FieldCandidate) {
        let spelled = Folding.exact(candidate.value)
        let places = paper.scan.occurrences(of: Folding.folded(candidate.value)).filter {
            Folding.exact(paper.scan.printed($0)) == spelled
        }
        candidate.evidence.set(.repeated, places.count > 1)
        candidate.evidence.set(.bottom, places.contains { paper.height(at: $0.lowerBound) > 0.6 })
    }

    // MARK: Identity numbers

    func identityNumbers() -> [FieldCandidate] {
        let births = DateText.all(in: paper.scan)
        return CitizenNumber.all(in: paper.scan).compactMap { number, range in
            guard paper.isOnOneLine(range),
                var candidate = FieldCandidate(.idNumber, number.digits, at: range, in: paper)
            else { return nil }
            addLabel(to: &candidate, at: range, exact: [.idNumber], near: [.number])
            addSentence(to: &candidate, before: range, phrases: Phrases.identity)
            persons.addOwner(to: &candidate)
            candidate.evidence.set(.wellFormed, number.digits.utf8.count == 12)
            candidate.evidence.set(.ambiguous, number.digits.utf8.count != 12)
            if let year = number.birthYear {
                let near = births.contains { $0.date.year == year && isAboutSame($0.range, range) }
                candidate.evidence.set(.crossChecked, near)
            }
            addPlace(to: &candidate)
            if let zone, let digits = zone.idDigits, digits.utf8.count == number.digits.utf8.count {
                let agreeing = zip(digits.utf8, number.digits.utf8).count { $0 == $1 }
                candidate.evidence.set(.crossChecked, agreeing >= 9)
            }
            if paper.isInTable(range.lowerBound) { candidate.evidence[.ambiguous] = 1 }
            // Twelve digits that nothing announces can be anything.
            let isAnnounced = [Evidence.exactLabel, .nearLabel, .sentence, .crossChecked].contains {
                candidate.evidence[$0] > 0
            }
            let isKnown = register?.idNumber == number.digits || paper.kind?.name == "cccd"
            return isAnnounced || isKnown ? candidate : nil
        }
    }

    /// Whether two places belong to one person.
    private func isAboutSame(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        persons.owner(of: left.lowerBound) == persons.owner(of: right.lowerBound)
    }

    private func addSentence(to candidate: inout FieldCandidate, before range: Range<Int>, phrases: [String]) {
        let start = max(0, range.lowerBound - 40)
        let before = paper.scan.folded(start..<range.lowerBound)
        let rest = before.reversed().drop { !$0.isLetter }
        let words = String(rest.reversed())
        guard phrases.contains(where: words.hasSuffix) else { return }
        // The phrase announces the value, whatever label stands before it.
        candidate.evidence.set(.sentence, true)
        candidate.evidence[.otherLabel] = 0
    }

    // MARK: Days of birth

    func birthDates() -> [FieldCandidate] {
        let numbers = CitizenNumber.all(in: paper.scan)
        let all = DateText.all(in: paper.scan)
        let earliest = all.map(\.date).min()
        return all.compactMap { match in
            guard paper.isPlausible(match.date),
                var candidate = FieldCandidate(.dateOfBirth, match.date.iso, at: match.range, in: paper)
            else { return nil }
            addLabel(to: &candidate, at: match.range, exact: [.birthDate])
            addSentence(to: &candidate, before: match.range, phrases: Phrases.birth)
            // Without any word for it the first day is that of birth only on a card.
            let isAnnounced = candidate.evidence[.exactLabel] > 0 || candidate.evidence[.sentence] > 0
            let isOnCard = zone != nil || paper.kind?.name == "cccd"
            guard isAnnounced || (isOnCard && match.date == earliest) else { return nil }
            persons.addOwner(to: &candidate)
            let told = numbers.filter { isAboutSame($0.range, match.range) }.compactMap(\.number.birthYear)
            candidate.evidence.set(.crossChecked, told.contains(match.date.year))
            candidate.evidence.set(.crossFailed, !told.isEmpty && !told.contains(match.date.year))
            candidate.evidence.set(.extreme, match.date == earliest && Set(all.map(\.date)).count > 1)
            candidate.evidence.set(.broken, match.form == .repaired)
            addPlace(to: &candidate)
            return candidate
        }
    }

    // MARK: Addresses

    func addresses() -> [FieldCandidate] {
        var found: [FieldCandidate] = []
        for index in paper.labels.indices {
            let meaning = paper.labels[index].meaning
            let isSeat = meaning == .seat
            guard isSeat || meaning.isAddress, isSeat == (paper.kind?.hasSeat ?? isSeat) else { continue }
            for (range, relation) in paper.valueRanges(after: index) {
                guard let read = AddressReader.labelled(index, at: range, in: paper),
                    var candidate = FieldCandidate(.address, read.value.value, at: read.range, in: paper)
                else { continue }
                addLabel(index, relation, to: &candidate, exact: [.address, .seat], near: [.residence])
                candidate.evidence.set(.kindAgrees, true)
                complete(&candidate)
                if isOfLand(index) { candidate.evidence[.otherLabel] = 1 }
                guard namesCommune(candidate.value) else { continue }
                found.append(candidate)
            }
        }
        guard !(paper.kind?.hasSeat ?? false) else { return found }
        for phrase in Phrases.residence {
            for place in paper.scan.occurrences(of: phrase) {
                var start = place.upperBound
                while start < paper.scan.count, [0x20, 0x3A, 0x2C].contains(paper.scan.bytes[start]) { start += 1 }
                let limit = min(paper.scan.count, start + 240)
                guard let read = AddressReader.running(from: start, limit: limit, in: paper), let offset = read.offset,
                    var candidate = FieldCandidate(
                        .address, read.value, at: offset..<(offset + read.value.count), in: paper)
                else { continue }
                candidate.evidence.set(.sentence, true)
                complete(&candidate)
                found.append(candidate)
            }
        }
        return found + registeredAddresses()
    }

    /// Whether the label stands among those of a parcel: "a) Thửa đất số: 750, tờ bản đồ số: 35; b) Địa chỉ: …".
    private func isOfLand(_ label: Int) -> Bool {
        guard label > 0 else { return false }
        let before = paper.labels[label - 1]
        return [.parcel, .mapSheet, .area].contains(before.meaning)
            && paper.labels[label].range.lowerBound - before.range.upperBound < 60
    }

    /// Whether more than a house or hamlet is named.
    func namesCommune(_ address: String) -> Bool {
        let text = ScannableText(address)
        return ["xa", "phuong", "thi tran", "tt", "quan", "huyen", "thi xa", "tinh", "thanh pho", "tp"]
            .contains(where: text.contains) || address.split(separator: ",").count >= 3
    }

    /// The applicant's address where it stands on the page, whatever announces it.
    private func registeredAddresses() -> [FieldCandidate] {
        guard let register else { return [] }
        return register.addresses(in: paper.scan).compactMap { place in
            let printed = paper.scan.printed(place)
            guard var candidate = FieldCandidate(.address, printed, at: place, in: paper) else { return nil }
            addLabel(to: &candidate, at: place, exact: [.address], near: [.residence, .seat])
            complete(&candidate)
            return candidate
        }
    }

    private func complete(_ candidate: inout FieldCandidate) {
        persons.addOwner(to: &candidate)
        candidate.evidence.set(.ambiguous, AgencyName.begins(candidate.value))
        addPlace(to: &candidate)
        let words = Folding.folded(candidate.value).split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let opening = AddressReader.units.contains(words.first ?? "") || words.first?.first?.isNumber ?? false
        let text = ScannableText(candidate.value)
        let hasProvince = ["tinh", "thanh pho", "tp"].contains(where: text.contains)
        candidate.evidence.set(.wellFormed, opening && hasProvince)
        let share = Syllables.validShare(of: candidate.value.split(separator: " ").map(String.init)) ?? 0
        candidate.evidence.set(.broken, share < 0.9 || !hasProvince)
    }
}

/// Phrases of running text that announce a person's particulars.
enum Phrases {
    static let identity = [
        "can cuoc cong dan so", "can cuoc so", "so can cuoc cong dan", "so can cuoc", "cccd so", "cmnd so", "so cccd",
        "so dinh danh ca nhan", "so dinh danh", "chung minh nhan dan so", "cccd", "cmnd", "can cuoc cong dan",
        "so cmnd",
        "can cuoc", "the can cuoc so", "so cmnd/cccd", "cmnd/cccd so", "cccd/cmnd so",
    ]
    static let birth = ["sinh ngay", "sinh nam", "ngay sinh", "sinh", "sinh vao ngay"]
    static let residence = [
        "thuong tru tai", "noi thuong tru", "dia chi thuong tru", "ho khau thuong tru tai", "ho khau thuong tru",
        "cu tru tai", "dang ky thuong tru tai", "hien cu tru tai", "noi cu tru", "tam tru tai", "hien o tai",
        "hien ngu tai",
        "sinh song tai", "cu ngu tai", "hien dang o tai", "dia chi tai", "ngu tai", "o tai", "tru tai", "dia chi o",
        "sinh song o", "cu tru o",
    ]
}
