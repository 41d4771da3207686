/// Levenshtein distance over bytes, for folded text.
public enum EditDistance {
    /// Whether at most `limit` insertions, deletions and replacements turn one text into the other.
    public static func isWithin(_ limit: Int, _ left: String, _ right: String) -> Bool {
        distance(Array(left.utf8)[...], Array(right.utf8)[...], limit: limit) != nil
    }

    /// The distance, or `nil` when it exceeds `limit`.
    public static func distance(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit else { return nil }
        let (left, right) = (Array(left), Array(right))
        var row = Array(0...right.count)
        var line = 0
        while line < left.count {
            var diagonal = row[0]
            row[0] = line + 1
            var best = row[0]
            var column = 0
            while column < right.count {
                let replaced = diagonal + (left[line] == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
                best = min(best, row[column + 1])
                column += 1
            }
            if best > limit { return nil }
            line += 1
        }
        return row[right.count] <= limit ? row[right.count] : nil
    }
}
