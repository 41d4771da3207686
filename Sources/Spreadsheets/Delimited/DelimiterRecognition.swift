/// Finds the delimiter of text from its first records.
enum DelimiterRecognition {
    /// The delimiter that a first line `sep=;` names, and the bytes of that line; Excel writes and obeys it.
    static func named(in head: UnsafeBufferPointer<UInt8>) -> (delimiter: FieldDelimiter, length: Int)? {
        let line = head.prefix { $0 != 0x0A && $0 != 0x0D }
        let text = line.filter { $0 != 0x22 }
        guard text.count == 5, line.count < head.count,
            text.prefix(4).map({ $0 | 0x20 }).elementsEqual("sep=".utf8.map { $0 | 0x20 }),
            let delimiter = FieldDelimiter.allCases.first(where: { $0.byte == text[4] })
        else { return nil }
        let isPair = head[line.count] == 0x0D && line.count + 1 < head.count && head[line.count + 1] == 0x0A
        return (delimiter, line.count + (isPair ? 2 : 1))
    }

    /// The delimiter that splits most records into the same number of fields; of several that do, the one that makes
    /// most fields. A comma where there is none at all.
    static func found(in head: UnsafeBufferPointer<UInt8>) -> FieldDelimiter {
        let candidates = FieldDelimiter.allCases.map { delimiter in
            (delimiter, usualCount(of: fieldCounts(head, delimiter.byte)))
        }.filter { $0.1.fields > 1 }
        let best = candidates.map(\.1.share).max() ?? 0
        let rest = candidates.filter { $0.1.share >= best * 0.7 }
        let found = rest.max { left, right in
            Double(left.1.fields) * left.1.share < Double(right.1.fields) * right.1.share
        }
        return found?.0 ?? .comma
    }

    /// The number of fields that most records have, of those with more than one, and these records' share.
    private static func usualCount(of counts: [Int]) -> (fields: Int, share: Double) {
        var frequency: [Int: Int] = [:]
        for count in counts where count > 1 { frequency[count, default: 0] += 1 }
        let usual = frequency.max { ($0.value, $0.key) < ($1.value, $1.key) }
        guard let usual else { return (1, 0) }
        return (usual.key, Double(usual.value) / Double(counts.count))
    }

    /// Fields of each of the first records that are not blank, quotes heeded. The last may be cut off by the head's end
    /// and is left out unless it is the only one.
    private static func fieldCounts(_ head: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8) -> [Int] {
        var counts: [Int] = []
        var (fields, isQuoted, isFieldStart, isBlank) = (1, false, true, true)
        for byte in head {
            if isQuoted {
                isQuoted = byte != 0x22
            } else if byte == 0x0A || byte == 0x0D {
                if !isBlank { counts.append(fields) }
                (fields, isFieldStart, isBlank) = (1, true, true)
                if counts.count == 200 { return counts }
            } else if byte == delimiter {
                fields += 1
                (isFieldStart, isBlank) = (true, false)
            } else {
                // A doubled quote inside closes and opens again, which comes to the same.
                isQuoted = byte == 0x22 && (isFieldStart || isQuoted)
                (isFieldStart, isBlank) = (false, false)
            }
        }
        return counts.isEmpty ? [fields] : counts
    }
}
