import Basics

/// A held paper that may serve a component, with everything that a person needs to decide.
public struct ReuseCandidate: Hashable, Sendable {
    public var paper: HeldPaper
    /// Strongest first.
    public var evidence: [ReuseEvidence]
    public var validity: PaperValidity
    /// A newer held paper of the same person and kind, which most likely replaces it.
    public var newer: DocumentID?
}

/// Finds out which held papers may serve a component. Deterministic: the same papers in any order give the same list.
public enum ReuseFinder {
    /// What a component needs.
    public struct Need: Sendable {
        public var slot: ComponentSlot
        public var applicant: Applicant
        /// The component's name as a key, see ``Paper/componentKey``.
        public var componentKey: String
        /// Kinds of papers that its name calls for; empty when it calls for none that is known.
        public var kinds: Set<String>

        public init(slot: ComponentSlot, applicant: Applicant, componentKey: String, kinds: Set<String>) {
            self.slot = slot
            self.applicant = applicant
            self.componentKey = componentKey
            self.kinds = kinds
        }
    }

    /// A held paper with what it is compared by: names without marks and capitals.
    public struct Paper: Sendable {
        public var paper: HeldPaper
        public var componentKey: String
        public var applicantKey: String

        public init(_ paper: HeldPaper, componentKey: String, applicantKey: String) {
            self.paper = paper
            self.componentKey = componentKey
            self.applicantKey = applicantKey
        }
    }

    /// The papers that may serve, best first: a paper that is surely this person's, of the kind that is needed, that
    /// holds, and is the newest. One that nothing but a name connects with the applicant is none.
    /// - Parameter applicantKey: of the applicant's name.
    public static func candidates(
        for need: Need, applicantKey: String, among papers: [Paper], rules: ValidityRules, on day: CalendarDay
    ) -> [ReuseCandidate] {
        let found = papers.compactMap { paper -> ReuseCandidate? in
            guard paper.paper.slot.caseCode != need.slot.caseCode, !rules.kindsOfOneCase.contains(paper.paper.kind)
            else { return nil }
            let evidence = evidence(for: paper, need, applicantKey)
            guard evidence.contains(where: \.tellsPerson), evidence.contains(where: \.tellsPaper) else { return nil }
            return ReuseCandidate(
                paper: paper.paper, evidence: evidence, validity: rules.validity(of: paper.paper, on: day))
        }.sorted(by: isBetter)
        return found.map { candidate in
            var candidate = candidate
            candidate.newer = found.first { isNewer($0.paper, than: candidate.paper) }?.paper.document
            return candidate
        }
    }

    private static func evidence(for paper: Paper, _ need: Need, _ applicantKey: String) -> [ReuseEvidence] {
        let (held, applicant) = (paper.paper, need.applicant)
        let knowsNumber = !applicant.identityNumber.isEmpty
        // A number on the paper outranks the register: a case of the applicant may hold another person's paper.
        let isOthers =
            knowsNumber && !held.identityNumber.isEmpty && held.identityNumber != applicant.identityNumber
        var evidence: [ReuseEvidence] = []
        if knowsNumber, held.identityNumber == applicant.identityNumber { evidence.append(.numberOnPaper) }
        if knowsNumber, held.applicant.identityNumber == applicant.identityNumber, !isOthers {
            evidence.append(.numberInRegister)
        }
        if let birth = applicant.birthDate, held.birthDate == birth, !applicantKey.isEmpty,
            paper.applicantKey == applicantKey, !isOthers
        {
            evidence.append(.nameAndBirthDate)
        }
        if need.kinds.contains(held.kind) { evidence.append(.kind) }
        // Where both kinds are known and differ, equal names of components say nothing.
        let kindsDiffer = !need.kinds.isEmpty && !held.kind.isEmpty && !need.kinds.contains(held.kind)
        if !need.componentKey.isEmpty, paper.componentKey == need.componentKey, !kindsDiffer {
            evidence.append(.componentName)
        }
        return evidence
    }

    private static func isNewer(_ paper: HeldPaper, than other: HeldPaper) -> Bool {
        guard paper.document != other.document, paper.kind == other.kind, !paper.kind.isEmpty else { return false }
        guard let new = paper.issued, let old = other.issued else { return false }
        return new > old
    }

    private static func isBetter(_ a: ReuseCandidate, _ b: ReuseCandidate) -> Bool {
        let (left, right) = (rank(a), rank(b))
        if left != right { return left.lexicographicallyPrecedes(right) }
        return a.paper.document > b.paper.document
    }

    private static func rank(_ candidate: ReuseCandidate) -> [Int] {
        let validity =
            switch candidate.validity {
            case .valid: 0
            case .unknown: 1
            case .expired: 2
            case .revoked: 3
            }
        let evidence = candidate.evidence
        let person = ReuseEvidence.allCases.firstIndex { evidence.contains($0) } ?? ReuseEvidence.allCases.count
        return [
            validity, evidence.contains(.kind) ? 0 : 1, person, -(candidate.paper.issued?.daysSinceEpoch ?? 0),
        ]
    }
}
