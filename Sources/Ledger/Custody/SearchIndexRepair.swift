extension LedgerTransaction {
    /// Makes the search index anew from the stored texts and fields. Takes a while for a large ledger, and nothing else
    /// can be recorded meanwhile.
    /// - Returns: how many pages it holds now.
    @discardableResult
    public func rebuildSearchIndex() throws -> Int {
        try searchIndex.removeAll()
        var pages = 0
        for row in try sql.rows("SELECT id FROM documents ORDER BY id", []) {
            guard let document = try document(row.parsed("id")) else { continue }
            for (place, page) in document.content.pages.enumerated() {
                guard let reading = try pageReading(key: page.readingKey) else { continue }
                try searchIndex.add(
                    text: reading.text, fields: IndexedText.fieldText(document.content.fields, page: place),
                    document: document.id, case: document.content.caseCode, pageNumber: place + 1)
                pages += 1
            }
        }
        return pages
    }
}
