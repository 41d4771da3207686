import DocumentModel

/// The best candidate of a field, and how sure it is.
public struct RankedField: Sendable {
    public var best: FieldCandidate
    /// The best candidate's score.
    public var score: Double
    /// How far the next other value is behind; ``FieldModel/widestLead`` when there is none.
    public var lead: Double
    /// How likely it is right, 0 to 1.
    public var probability: Double

    /// `nil` when there is no candidate.
    init?(_ candidates: [FieldCandidate], model: FieldModel) {
        let scored = candidates.map { ($0, model.score($0)) }
        guard let best = scored.max(by: { ($0.1, -$0.0.offset, $1.0.value) < ($1.1, -$1.0.offset, $0.0.value) }) else {
            return nil
        }
        let others = scored.filter { !FieldAgreement.isSame($0.0.value, best.0.value, best.0.field) }
        self.best = best.0
        score = best.1
        lead = others.map(\.1).max().map { min(FieldModel.widestLead, best.1 - $0) } ?? FieldModel.widestLead
        probability = model.probability(score: score, lead: lead, field: best.0.field)
    }

    /// Names, amounts, addresses and titles that one reading alone tells are not sure: it takes a second piece of evidence
    /// that says the same.
    var isAgreed: Bool {
        let evidence = best.evidence
        guard [.subject, .amount, .address, .title, .agency].contains(best.field) else { return evidence[.broken] == 0 }
        return evidence[.repeated] > 0 || evidence[.crossChecked] > 0 || evidence[.register] > 0 || evidence[.code] > 0
    }

    /// The field as it is given, a contradiction to the register or a lone reading kept below what counts as sure.
    var value: FieldValue {
        let isDoubtful = !isAgreed || best.evidence[.registerDiffers] > 0 || best.contradictsRegister
        // Figures that words contradict are no amount that anybody should take over.
        let isContradicted = best.field == .amount && best.evidence[.crossFailed] > 0 && best.evidence[.label] > 0
        let mostByWords = isContradicted ? FieldReader.threshold - 1 : 100
        let most = min(isDoubtful ? FieldValue.minSure - 1 : 100, mostByReading, mostByWords)
        let contradicts = best.evidence[.registerDiffers] > 0 || best.contradictsRegister
        return FieldValue(
            value: best.value, confidence: max(0, min(most, 100 * probability)), page: best.page, box: best.box,
            support: support.isEmpty ? nil : support, contradictsRegister: contradicts ? true : nil)
    }

    private var support: [FieldSupport] {
        FieldSupport.allCases.filter { support in
            switch support {
            case .register: best.evidence[.register] > 0
            case .repeated: best.evidence[.repeated] > 0
            case .crossChecked: best.evidence[.crossChecked] > 0
            case .code: best.evidence[.code] > 0
            }
        }
    }

    /// No place and no label makes up for letters that were read with doubt; a second reading does.
    private var mostByReading: Double {
        let evidence = best.evidence
        let isConfirmed = [Evidence.register, .code, .crossChecked, .repeated].contains { evidence[$0] > 0 }
        return isConfirmed ? 100 : 100 - 80 * (1 - Logistic.exponential(-evidence[.misread]))
    }
}
