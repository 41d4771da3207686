import Dossiers

extension LedgerTransaction {
    /// Makes the search index anew from the stored texts and fields. Takes a while for a large ledger, and nothing else
    /// can be recorded meanwhile.
    /// - Returns: how many pages it holds now.
    @discardableResult
    public func rebuildSearchIndex() throws -> Int {
        try searchIndex.removeAll()
        var pages = 0
        var last = ""
        while true {
            let documents = try documents(
                where: "d.id IN (SELECT id FROM documents WHERE id > ? ORDER BY id LIMIT ?)",
                [SQLValue(last), SQLValue(Self.documentsAtATime)]
            ).sorted { $0.id < $1.id }
            guard let end = documents.last else { return pages }
            last = end.id.rawValue
            for document in documents { pages += try index(document) }
        }
    }

    private static let documentsAtATime = 500

    private func index(_ document: DigitizedDocument) throws -> Int {
        var pages = 0
        for (place, page) in document.content.pages.enumerated() {
            guard let reading = try pageReading(key: page.readingKey) else { continue }
            try searchIndex.add(
                IndexedPage(text: reading.text, place: place, of: document.content), document: document.id,
                pageNumber: place + 1)
            pages += 1
        }
        return pages
    }
}
