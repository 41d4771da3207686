/// Compares values of two revisions through all references.
///
/// What an object is counts, not where it stands: an object stream that was replaced or a reference that led nowhere and
/// is defined later shows as a difference of what refers to it.
final class ValueComparison {
    let old: PDFRevision
    let new: PDFRevision
    /// Numbers of the objects that are compared by themselves (pages, fields, annotations): a reference to one of them
    /// is the same when it names the same one.
    var comparedApart: Set<Int> = []
    /// Objects found the same, with all that they refer to.
    private var same: Set<PDFReference> = []

    init(old: PDFRevision, new: PDFRevision) {
        self.old = old
        self.new = new
    }

    func isSame(_ first: PDFObject?, _ second: PDFObject?) throws(PDFFault) -> Bool {
        var pending: [(PDFObject, PDFObject)] = [(first ?? .null, second ?? .null)]
        var visited: Set<PDFReference> = []
        while let (old, new) = pending.popLast() {
            try self.old.file.spend()
            switch (old, new) {
            case (.reference(let one), .reference(let other)):
                guard one == other else { return false }
                if comparedApart.contains(one.number) || same.contains(one) || !visited.insert(one).inserted {
                    continue
                }
                pending.append((try self.old.object(one), try self.new.object(one)))
            case (.array(let one), .array(let other)):
                guard one.count == other.count else { return false }
                pending.append(contentsOf: zip(one, other))
            case (.dictionary(let one), .dictionary(let other)):
                guard Self.add(one, other, to: &pending) else { return false }
            case (.stream(let one), .stream(let other)):
                guard try hasSameData(one, other), Self.add(one.entries, other.entries, to: &pending) else {
                    return false
                }
            default: guard old == new else { return false }
            }
        }
        same.formUnion(visited)
        return true
    }

    /// The keys whose values differ, in order.
    func differingKeys(_ old: [String: PDFObject], _ new: [String: PDFObject]) throws(PDFFault) -> [String] {
        var keys: [String] = []
        for key in Set(old.keys).union(new.keys).sorted() where try !isSame(old[key], new[key]) { keys.append(key) }
        return keys
    }

    private func hasSameData(_ one: PDFStream, _ other: PDFStream) throws(PDFFault) -> Bool {
        guard one.data != other.data else { return true }
        guard one.data.count == other.data.count else { return false }
        try old.file.spend(one.data.count / 16)
        return old.file.bytes[one.data].elementsEqual(new.file.bytes[other.data])
    }

    private static func add(
        _ old: [String: PDFObject], _ new: [String: PDFObject], to pending: inout [(PDFObject, PDFObject)]
    ) -> Bool {
        guard old.count == new.count else { return false }
        for (key, value) in old {
            guard let other = new[key] else { return false }
            pending.append((value, other))
        }
        return true
    }
}
