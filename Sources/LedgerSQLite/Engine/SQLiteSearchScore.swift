import Foundation
import GRDB
import GRDBSQLite
import Ledger

/// How well pages fit the words that are looked for: BM25, as FTS5 computes it, but for what it needs to know of all
/// pages.
///
/// FTS5's own function counts for each answer on how many pages each word stands, by going through all of them. Here that
/// is given, so that the answer costs what is ranked.
enum SQLiteSearchScore {
    /// `page_score(search_text, first, weight, …)`: for a row that matches, higher for better ones; `first` is how many
    /// phrases of the expression do not count, which stand before the others; of each of these the weight follows.
    static let name = "page_score"

    /// What was read as a field counts three times; the words of the scope do not count.
    private static let columnWeights = [1.0, 1.0, 3.0, 3.0, 0.0]

    /// Makes the function known to a connection.
    static func register(in db: Database) throws {
        let api = FTS5.api(db)
        let code = api.pointee.xCreateFunction(
            UnsafeMutablePointer(mutating: api), name, nil,
            { api, fts, context, count, values in
                guard let api, let values, count > 0 else { return }
                let numbers = (0..<Int(count)).map { sqlite3_value_double(values[$0]) }
                sqlite3_result_double(
                    context, SQLiteSearchScore.score(api.pointee, fts, Int32(numbers[0]), numbers.dropFirst()))
            }, nil)
        guard code == SQLITE_OK else { throw LedgerError(.storageFailed, "SQLite \(code): no ranking of pages") }
    }

    private static func score(
        _ api: Fts5ExtensionApi, _ fts: OpaquePointer?, _ first: Int32, _ weights: ArraySlice<Double>
    ) -> Double {
        var words: Int32 = 0
        _ = api.xColumnSize(fts, -1, &words)
        // Constants of BM25 as FTS5 has them.
        let saturation = 1.2 * (1 - 0.75 + 0.75 * Double(words) / meanLength(api, fts))
        var score = 0.0
        for (place, weight) in weights.enumerated() where weight > 0 {
            let frequency = frequency(api, fts, first + Int32(place))
            score += weight * (frequency * 2.2) / (frequency + saturation)
        }
        return score
    }

    /// How often a phrase stands on the page, by the weights of the columns.
    private static func frequency(_ api: Fts5ExtensionApi, _ fts: OpaquePointer?, _ phrase: Int32) -> Double {
        var (iterator, column, offset): (Fts5PhraseIter, Int32, Int32) = (Fts5PhraseIter(), -1, -1)
        guard api.xPhraseFirst(fts, phrase, &iterator, &column, &offset) == SQLITE_OK else { return 0 }
        var frequency = 0.0
        while columnWeights.indices.contains(Int(column)) {
            frequency += columnWeights[Int(column)]
            api.xPhraseNext(fts, &iterator, &column, &offset)
        }
        return frequency
    }

    /// Words of a page on average, found once for each question.
    private static func meanLength(_ api: Fts5ExtensionApi, _ fts: OpaquePointer?) -> Double {
        if let known = api.xGetAuxdata(fts, 0) { return known.load(as: Double.self) }
        var (words, pages): (Int64, Int64) = (0, 0)
        _ = api.xColumnTotalSize(fts, -1, &words)
        _ = api.xRowCount(fts, &pages)
        let mean = max(Double(words) / Double(max(pages, 1)), 1)
        if let kept = malloc(MemoryLayout<Double>.size) {
            kept.storeBytes(of: mean, as: Double.self)
            _ = api.xSetAuxdata(fts, kept, free)
        }
        return mean
    }
}
