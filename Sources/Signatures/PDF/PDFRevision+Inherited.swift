extension PDFRevision {
    /// An entry that a page takes from the nodes above where it has none (ISO 32000-1, 7.7.3.4); `null` where none has it.
    func inherited(_ key: String, of page: PDFReference) throws(PDFFault) -> PDFObject {
        var node = try object(page).entries
        for _ in 0..<file.limits.depth {
            let value = try resolve(node?[key])
            if value != .null { return value }
            guard let parent = node?["Parent"] else { return .null }
            node = try resolve(parent).entries
        }
        return .null
    }
}
