import VietnameseText

extension FieldVocabulary {
    /// The kinds of papers that a component's name calls for, as in `Bản sao căn cước công dân`: those whose heading it
    /// has, of several headings at one place the longest. Kinds that exports call `other` are none.
    public func kinds(calledForBy name: String) -> Set<String> {
        let words = Self.words(name)
        var found: [(start: Int, length: Int, kind: String)] = []
        for entry in kindEntries where entry.kind != "other" {
            for heading in entry.headings.map(Self.words) where !heading.isEmpty && heading.count <= words.count {
                for start in 0...(words.count - heading.count)
                where words[start..<start + heading.count].elementsEqual(heading) {
                    found.append((start, heading.count, entry.kind))
                }
            }
        }
        // "Hợp đồng" within "Hợp đồng ủy quyền" says less than the whole.
        let longest = found.filter { one in
            !found.contains { other in
                other.length > one.length && other.start <= one.start
                    && other.start + other.length >= one.start + one.length
            }
        }
        return Set(longest.map(\.kind))
    }

    private static func words(_ text: String) -> [Substring] {
        Folding.folded(text).split { !$0.isLetter && !$0.isNumber }
    }
}
