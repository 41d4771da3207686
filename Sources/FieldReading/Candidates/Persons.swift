import Basics
import VietnameseText

/// A person named on a paper: where, and what tells who it is.
struct NamedPerson: Sendable {
    /// How the person comes to be named.
    enum Role: Sendable {
        /// A label names the one meant.
        case holder
        /// A label asks for a name.
        case name
        /// A label names another.
        case other
        /// Addressed as ông or bà in running text.
        case sentence
    }

    var role: Role
    /// Offsets of the name, or of the label where no name was read.
    var range: Range<Int>
    /// `nil` where no name was read.
    var name: Candidate?
    var label: Int?
    var relation: LabelRelation?
    /// Whether a phrase behind the name says who it is.
    var isCalled: Bool = false
}

/// All persons named on a paper in reading order, each opening a part of the paper that is about them.
struct Persons: Sendable {
    let all: [NamedPerson]
    /// Index of the first with a name who is not named as another.
    let first: Int?

    init(_ paper: Paper) {
        var found = Self.labelled(in: paper)
        let taken = found.map(\.range)
        for mention in NameReader.mentions(in: paper, offsets: 0..<paper.scan.count)
        where !taken.contains(where: { $0.overlaps(mention.range) }) {
            let called = Self.calling(behind: mention.range, in: paper)
            found.append(
                NamedPerson(
                    role: called ?? .sentence, range: mention.range, name: mention.candidate, label: nil, relation: nil,
                    isCalled: called == .holder))
        }
        all = found.sorted { $0.range.lowerBound < $1.range.lowerBound }
        first = all.firstIndex { $0.role != .other && $0.name != nil }
    }

    private static func labelled(in paper: Paper) -> [NamedPerson] {
        var found: [NamedPerson] = []
        for index in paper.labels.indices {
            guard let role = role(of: paper.labels[index].meaning) else { continue }
            let values = paper.valueRanges(after: index)
            let names = values.compactMap { value -> NamedPerson? in
                guard let name = NameReader.candidate(in: value.range, strength: 0.97, paper: paper),
                    let offset = name.offset
                else { return nil }
                return NamedPerson(
                    role: role, range: offset..<value.range.upperBound, name: name, label: index,
                    relation: value.relation)
            }
            if let name = names.first {
                found.append(name)
            } else if role == .other {
                found.append(
                    NamedPerson(role: role, range: paper.labels[index].range, name: nil, label: index, relation: nil))
            }
        }
        return found
    }

    /// What the rest of the line calls a person: "2. Bà Sùng Thị Mỷ - Người sử dụng đất".
    private static func calling(behind range: Range<Int>, in paper: Paper) -> NamedPerson.Role? {
        let end = paper.passage.lineEnd(at: range.lowerBound)
        let rest = paper.scan.folded(range.upperBound..<max(range.upperBound, min(end, range.upperBound + 60)))
        if SubjectReader.roles.contains(where: rest.contains) { return .holder }
        return officers.contains(where: rest.contains) ? .other : nil
    }

    private static let officers = [
        "cong chuc", "can bo", "chuc vu", "chuc danh", "chu tich", "truong thon", "truong phong", "pho phong",
        "giam doc",
        "van thu", "cong chung vien", "thu ky", "dai dien", "trinh", "truong ban", "pho chu tich", "chuyen vien",
        "cong an",
    ]

    private static func role(of meaning: LabelMeaning) -> NamedPerson.Role? {
        switch meaning {
        case .holder: .holder
        case .name: .name
        case .otherPerson: .other
        default: nil
        }
    }

    /// The person to whom what stands at the offset belongs: the last named before it, or the first of all for what
    /// stands above the first name.
    func owner(of offset: Int) -> Int? {
        all.lastIndex { $0.range.lowerBound <= offset } ?? first
    }

    /// Adds whose the candidate is.
    func addOwner(to candidate: inout FieldCandidate) {
        guard candidate.offset >= 0, let owner = owner(of: candidate.offset) else { return }
        addRole(of: owner, to: &candidate)
    }

    /// Adds who a person is.
    func addRole(of owner: Int, to candidate: inout FieldCandidate) {
        candidate.owner = all[owner].name.map { Folding.folded($0.value) }
        candidate.evidence.set(.ownedByHolder, all[owner].role == .holder)
        candidate.evidence.set(.ownedByOther, all[owner].role == .other)
        let isFirst = first.map { $0 == owner || isSame($0, owner) } ?? false
        candidate.evidence.set(.ownedByFirst, isFirst)
        candidate.evidence.set(.ownedByLater, !isFirst && all[owner].role != .holder && all[owner].role != .other)
    }

    private func isSame(_ left: Int, _ right: Int) -> Bool {
        guard let one = all[left].name, let other = all[right].name else { return false }
        return Folding.folded(one.value) == Folding.folded(other.value)
    }
}
