import ArtifactStore
import Basics
import Foundation
import Ledger
import Presentation

extension PageFindings {
    /// What was found on the pages of an export beside their text, by the digest of their readings. Readings that cannot
    /// be had, and those from before such things were looked for, are left out.
    static func all(of rows: [ExportRows], in store: ArtifactStore) -> [ContentDigest: PageFindings] {
        var all: [ContentDigest: PageFindings] = [:]
        for reading in rows.flatMap(\.documents).flatMap(\.pages).compactMap(\.reading) where all[reading] == nil {
            guard let data = try? Data(contentsOf: store.url(for: reading)),
                let found = try? JSONDecoder().decode(FoundOnPage.self, from: data)
            else { continue }
            all[reading] = PageFindings(found)
        }
        return all
    }
}
