import DocumentModel

/// Divides a batch among components: a pure function of the pages' evidence, the manifest and the register.
///
/// A page is attached only when a separator or the manifest says so and the register knows the place. Whatever else
/// happens, the page waits with its reason (DESIGN, promise 4).
public struct BatchSplitter: Sendable {
    /// The components of the cases that the batch names, by case.
    public typealias Register = [CaseCode: Set<ComponentCode>]

    private let register: Register

    /// - Parameter register: every case that the separators or the manifest may name; a case not in it is unknown.
    public init(register: Register) { self.register = register }

    /// Splits by separator sheets.
    /// - Parameter pages: all pages in scan order.
    public func split(_ pages: [PageEvidence]) -> BatchSplit {
        var builder = SplitBuilder()
        var place = Place.held(.orphanPages, nil)
        for page in pages {
            switch page.kind {
            case .separator(let payload):
                builder.separator(at: page.position, .payload)
                place = self.place(payload, at: page.position, &builder)
            case .unreadableSeparator(let code, let named):
                builder.separator(at: page.position, .print)
                builder.issue(code, at: page.position, "the pages after it wait")
                place = .held(code, named)
            case .suspect(let code, let named):
                // What stands in a code on a paper is whose paper it is not, as likely as not.
                let proposal = code == .codeOnPaper ? place.proposal ?? named : named ?? place.proposal
                builder.hold(page.position, code, proposal)
                builder.issue(code, at: page.position, "kept, and waits")
                // A code of the component that is under way, as on the back of its sheet, changes nothing.
                if code != .codeOnPaper || named == nil || named != place.slot.map(ProposedSlot.init) {
                    place = .held(code, proposal)
                }
            case .unreadable(let code, let mayBeSeparator):
                builder.hold(page.position, code, place.proposal)
                if mayBeSeparator { place = .held(code, place.proposal) }
            case .content, .blank:
                builder.put(page, at: place)
            }
        }
        return builder.finished()
    }

    /// Splits by the manifest, which outranks looks: only a whole sheet with its code is left out.
    /// - Parameters:
    ///   - pages: all pages in scan order.
    ///   - manifest: the manifest; has items.
    ///   - fileNames: names of the batch's files (NFC) in scan order, so that `fileNames[position.file]` is the file.
    ///   - normalize: brings a name as the manifest writes it to NFC.
    public func split(
        _ pages: [PageEvidence], by manifest: BatchManifest, fileNames: [String],
        normalize: @escaping (String) -> String
    ) -> BatchSplit {
        var builder = SplitBuilder()
        let claims = self.claims(of: manifest, on: fileNames, normalize, &builder)
        for page in pages {
            let place = claims[page.position.file] ?? .held(.orphanPages, nil)
            switch page.kind {
            case .separator(let payload):
                builder.separator(at: page.position, .payload)
                if place.contradicts(payload) {
                    builder.issue(.conflictingSeparators, at: page.position, "sheet and manifest disagree")
                }
            case .unreadableSeparator, .suspect:
                builder.put(page, at: place)
                builder.issue(.separatorInManifest, at: page.position, "taken as a page, as the manifest says")
            case .unreadable(let code, _): builder.hold(page.position, code, place.proposal)
            case .content, .blank: builder.put(page, at: place)
            }
        }
        return builder.finished()
    }

    /// Which place each file has by the manifest; a file claimed for two places is held.
    private func claims(
        of manifest: BatchManifest, on fileNames: [String], _ normalize: @escaping (String) -> String,
        _ builder: inout SplitBuilder
    ) -> [Int: Place] {
        let names = ManifestFileNames(fileNames, normalize: normalize)
        var claims: [Int: Place] = [:]
        var missing: Set<String> = []
        var paths: [Int: String] = [:]
        for item in manifest.items {
            let place = self.place(item)
            for name in item.files {
                let path = names.path(of: name)
                // Two paths that end in one name are two files, of which one is not here.
                guard let ordinal = names.place(of: name), paths[ordinal, default: path] == path else {
                    if missing.insert(normalize(name)).inserted { builder.missing(name) }
                    continue
                }
                paths[ordinal] = path
                if case .held(let code, _) = place {
                    let wanted = place.proposal.map { "\"\($0.caseCode)\", \"\($0.component)\"" } ?? ""
                    builder.issue(code, at: PagePosition(file: ordinal, page: 0), "the manifest names \(wanted)")
                }
                if let earlier = claims[ordinal], earlier != place {
                    builder.issue(
                        .badManifest, at: PagePosition(file: ordinal, page: 0), "listed for two components")
                    claims[ordinal] = .held(.badManifest, nil)
                } else {
                    claims[ordinal] = place
                }
            }
        }
        return claims
    }

    private func place(_ item: BatchManifest.Item) -> Place {
        let proposal = ProposedSlot(
            caseCode: WrittenCode.shown(item.caseCode), component: WrittenCode.shown(item.component))
        guard let caseCode = WrittenCode.caseCode(item.caseCode), let components = register[caseCode] else {
            return .held(.unknownCase, proposal)
        }
        guard let component = WrittenCode.component(item.component, among: components) else {
            return .held(.unknownComponent, proposal)
        }
        return .slot(ComponentSlot(caseCode: caseCode, component: component))
    }

    private func place(
        _ payload: SeparatorPayload, at position: PagePosition, _ builder: inout SplitBuilder
    ) -> Place {
        let proposal = ProposedSlot(caseCode: payload.caseCode.rawValue, component: payload.component.rawValue)
        guard let components = register[payload.caseCode] else {
            builder.issue(.unknownCase, at: position, "the register has no case \(payload.caseCode.rawValue)")
            return .held(.unknownCase, proposal)
        }
        guard components.contains(payload.component) else {
            builder.issue(
                .unknownComponent, at: position, "case \(proposal.caseCode) has no component \(proposal.component)")
            return .held(.unknownComponent, proposal)
        }
        return .slot(ComponentSlot(caseCode: payload.caseCode, component: payload.component))
    }
}

/// Where the next page goes.
private enum Place: Hashable {
    case slot(ComponentSlot)
    case held(IssueCode, ProposedSlot?)

    var slot: ComponentSlot? { if case .slot(let slot) = self { slot } else { nil } }

    var proposal: ProposedSlot? {
        switch self {
        case .slot(let slot): ProposedSlot(slot)
        case .held(_, let proposal): proposal
        }
    }

    func contradicts(_ payload: SeparatorPayload) -> Bool {
        guard case .slot(let slot) = self else { return false }
        return slot != ComponentSlot(caseCode: payload.caseCode, component: payload.component)
    }
}

/// Gathers pages while keeping the order of first appearance.
private struct SplitBuilder {
    private var split = BatchSplit()
    private var blanks: Set<PagePosition> = []
    /// Whether the page before this one was held, with nothing in between: then both are one item for the person.
    private var isHolding = false
    /// Whether the last held group has its issue.
    private var hasToldOfOrphans = false

    mutating func put(_ page: PageEvidence, at place: Place) {
        switch place {
        case .slot(let slot):
            isHolding = false
            split.place(page.position, page.kind == .blank ? .blank(slot) : .document(slot))
        case .held(let code, let proposal):
            if page.kind == .blank { blanks.insert(page.position) }
            hold(page.position, code, proposal)
            if code == .orphanPages, page.kind != .blank { tellOfOrphans(at: page.position) }
        }
    }

    mutating func hold(_ position: PagePosition, _ reason: IssueCode, _ proposal: ProposedSlot?) {
        split.place(position, .waiting(reason))
        if isHolding, let last = split.held.indices.last, split.held[last].reason == reason,
            split.held[last].proposed == proposal
        {
            split.held[last].pages.append(position)
            return
        }
        isHolding = true
        hasToldOfOrphans = false
        split.held.append(.init(reason: reason, pages: [position], proposed: proposal))
    }

    /// Names the first paper among pages that nobody claims; an empty back among them is nothing to look for.
    private mutating func tellOfOrphans(at position: PagePosition) {
        guard !hasToldOfOrphans else { return }
        hasToldOfOrphans = true
        issue(.orphanPages, at: position, "no separator before them and no manifest names them")
    }

    mutating func separator(at position: PagePosition, _ evidence: SeparatorEvidence) {
        isHolding = false
        split.place(position, .separator(evidence))
    }

    mutating func issue(_ code: IssueCode, at position: PagePosition, _ detail: String) {
        split.issues.append(.init(code: code, position: position, missingFile: nil, detail: detail))
    }

    mutating func missing(_ name: String) {
        split.issues.append(
            .init(code: .missingFile, position: nil, missingFile: name, detail: "the manifest lists it"))
    }

    /// The split; a held run of nothing but empty backs asks nobody.
    func finished() -> BatchSplit {
        var split = split
        for run in split.held where run.pages.allSatisfy(blanks.contains) {
            for page in run.pages { split.place(page, .blank(nil)) }
        }
        split.held.removeAll { $0.pages.allSatisfy(blanks.contains) }
        return split
    }
}
