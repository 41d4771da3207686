import DocumentModel

/// The increments of one file, each compared with the one before.
final class RevisionHistory {
    private let last: PDFRevision
    private var revisions: [Int: PDFRevision] = [:]
    private var changes: [Int: [RevisionChange]] = [:]

    init(last: PDFRevision) {
        self.last = last
    }

    /// The document as the first `count` bytes show it; `nil` when they are no whole revision.
    func revision(ofFirst count: Int) throws(PDFFault) -> PDFRevision? {
        guard let boundary = RevisionBoundary.last(in: last.file.bytes, before: count),
            boundary.isCovered(byFirst: count)
        else { return nil }
        return try revision(at: boundary.crossReference, end: count)
    }

    /// What the increments behind `base` changed, the oldest first.
    func changes(after base: PDFRevision) throws(PDFFault) -> [RevisionChange] {
        let later = last.sections.filter { $0.offset >= base.end }.sorted { $0.offset < $1.offset }
        var before = base
        var found: [RevisionChange] = []
        for (index, section) in later.enumerated() {
            let boundary = RevisionBoundary.following(section.end, in: last.file.bytes, limit: last.file.bytes.count)
            let end = index == later.count - 1 ? last.end : boundary?.paddedEnd ?? last.end
            let next = try revision(at: section.offset, end: end)
            if changes[section.offset] == nil || index == 0 {
                changes[section.offset] = try RevisionComparison.changes(from: before, to: next)
            }
            found += changes[section.offset] ?? []
            before = next
        }
        // A file whose newest part begins before what was signed was not continued.
        if last.sections.first?.offset != before.sections.first?.offset {
            found.append(RevisionChange(kind: .other, subject: "startxref", revisionEnd: last.end))
        }
        // Nobody knows who reads what stands behind the end.
        if let boundary = RevisionBoundary.last(in: last.file.bytes, before: last.end), boundary.paddedEnd < last.end {
            found.append(RevisionChange(kind: .other, subject: "%%EOF", revisionEnd: last.end))
        }
        return found
    }

    private func revision(at offset: Int, end: Int) throws(PDFFault) -> PDFRevision {
        if let known = revisions[offset], known.end == end { return known }
        let revision = try PDFRevision(last.file, crossReference: offset, end: end)
        revisions[offset] = revision
        return revision
    }
}
