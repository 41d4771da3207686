/// Last step of the cascade: numbers one slip apart (rule R6).
struct MistypedNumbers {
    let input: ReconciliationInput

    /// A number of one side, whose it is, and what it is by the table of forms.
    private struct Number {
        var text: String
        var owners: [Int]
        var standing: TrackingFormats.Standing
    }

    /// What a slip of the pen says by itself.
    private enum Slip {
        /// One of both numbers is right by its check digit and the other wrong, or letters stand where their look-alike
        /// digits belong.
        case proven
        /// One of both numbers has no known form; the other has one, without a check digit.
        case likely
        /// Both may be right: their form has no check digit.
        case possible
    }

    func pair(_ board: inout MatchState, by cascade: FuzzyNumberMatcher) {
        let isCrowded = board.openLines.count > Self.crowd && board.openParcels.count > Self.crowd
        let lines = numbers(board.openLines, isCrowded) { number(of: input.lines[$0]) }
        let parcels = numbers(board.openParcels, isCrowded) { input.parcels[$0].tracking }
        guard !lines.isEmpty, !parcels.isEmpty else { return }
        var likely: [Int: [Int]] = [:]
        var possible: [(line: Int, parcel: Int)] = []
        TrackingNeighbours.forEachPair(of: lines.map(\.text), among: parcels.map(\.text)) { wrong, right in
            guard let slip = slip(parcels[right], lines[wrong]),
                lines[wrong].owners.count * parcels[right].owners.count <= Self.maxOwners
            else { return }
            for line in lines[wrong].owners {
                for parcel in parcels[right].owners {
                    let evidence = PairEvidence(input.parcels[parcel], input.lines[line], input.rules)
                    switch slip {
                    case .proven where evidence.secondsTypo, .likely where evidence.replacesNumber:
                        likely[line, default: []].append(parcel)
                    case .possible where evidence.replacesNumber && evidence.isNear:
                        possible.append((line, parcel))
                    case .proven, .likely, .possible:
                        if slip == .proven || evidence.secondsTypo {
                            board.doubt(parcel: parcel, line: line, .possibleTypo)
                        }
                    }
                }
            }
        }
        weigh(possible, &likely, &board)
        cascade.propose(likely.keys.sorted(), by: .mistypedNumber, &board) { Set(likely[$0] ?? []) }
    }

    /// Where more than this is open on both sides, somebody has given the wrong file: numbers without a check digit, all
    /// close to one another, are not compared each with each.
    private static let crowd = 50_000
    /// One number that stands for so many parcels and lines is no number of an item.
    private static let maxOwners = 256

    private func numbers(_ places: [Int], _ isCrowded: Bool, _ text: (Int) -> String?) -> [Number] {
        var known: [String: Int] = [:]
        var numbers: [Number] = []
        for place in places {
            guard let text = text(place), !text.isEmpty else { continue }
            if let number = known[text] {
                numbers[number].owners.append(place)
                continue
            }
            let standing = input.rules.formats.standing(of: text)
            guard !(isCrowded && standing == .unchecked) else { continue }
            known[text] = numbers.count
            numbers.append(Number(text: text, owners: [place], standing: standing))
        }
        return numbers
    }

    private func number(of line: StatementLine) -> String? {
        switch line.tracking {
        case .written(let number), .numeric(let number): number
        case .lossy, .several, .none: nil
        }
    }

    private func slip(_ ours: Number, _ theirs: Number) -> Slip? {
        switch (ours.standing, theirs.standing) {
        case (.checked, .wrong), (.wrong, .checked): .proven
        case (.unchecked, .wrong):
            TrackingEdit.between(right: ours.text, wrong: theirs.text) == .lookalike ? .proven : .likely
        case (.wrong, .unchecked):
            TrackingEdit.between(right: theirs.text, wrong: ours.text) == .lookalike ? .proven : .likely
        case (.unchecked, .unchecked): .possible
        case (.checked, .checked), (.wrong, .wrong), (.checked, .unchecked), (.unchecked, .checked): nil
        }
    }

    /// Where no check digit says that one of both numbers is wrong, a further field has to: the case, or a name that none
    /// else of our parcels has.
    private func weigh(
        _ pairs: [(line: Int, parcel: Int)], _ likely: inout [Int: [Int]], _ board: inout MatchState
    ) {
        guard !pairs.isEmpty else { return }
        var bearers: [String: Int] = [:]
        for (_, parcel) in pairs {
            let name = input.parcels[parcel].recipient
            bearers[name] = input.namesakes[name] ?? 0
            if input.isPart, input.namesakes[name] == nil { board.ask(for: name) }
        }
        for parcel in input.parcels {
            if let place = bearers.index(forKey: parcel.recipient) { bearers.values[place] += 1 }
        }
        for (line, parcel) in pairs {
            let ours = input.parcels[parcel]
            let isSameCase = input.lines[line].caseCode.map(ours.cases.contains) ?? false
            if isSameCase || bearers[ours.recipient] == 1 {
                likely[line, default: []].append(parcel)
            } else {
                board.doubt(parcel: parcel, line: line, .possibleTypo)
            }
        }
    }
}
