/// Whether bytes are plain well-formed XML, as metadata are (ISO 16684-1): UTF-8, no document type, no marked sections,
/// no entities but the five of XML. What readers may understand differently is refused.
struct PlainXML {
    private var rest: Substring.UnicodeScalarView
    private var open: [String] = []
    /// Prefixes that the open elements declare.
    private var prefixes: [Set<String>] = [["xml"]]
    private static let deepest = 64

    static func isPlain(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        let allowed = text.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 0x20 && scalar.value & 0xFFFE != 0xFFFE || ["\t", "\n", "\r"].contains(scalar)
        }
        var reader = PlainXML(rest: text.unicodeScalars[...])
        return allowed && reader.isDocument()
    }

    private init(rest: Substring.UnicodeScalarView) {
        self.rest = rest
        if self.rest.first == "\u{FEFF}" { self.rest.removeFirst() }
    }

    private mutating func isDocument() -> Bool {
        var roots = 0
        while let scalar = rest.first {
            if take("<!--") {
                guard let end = text(before: "-->"), !end.contains("--"), !end.hasSuffix("-") else { return false }
            } else if take("<?") {
                guard let name = name(), name.lowercased() != "xml", rest.first == "?" || isSpace(rest.first),
                    text(before: "?>") != nil
                else { return false }
            } else if take("</") {
                guard let name = name(), name == open.popLast() else { return false }
                prefixes.removeLast()
                skipSpace()
                guard take(">") else { return false }
            } else if take("<") {
                if open.isEmpty { roots += 1 }
                guard element() else { return false }
            } else {
                guard !open.isEmpty || isSpace(scalar), isCharacter() else { return false }
            }
        }
        return open.isEmpty && roots == 1
    }

    /// Behind `<`: name, attributes, and the end of the tag.
    private mutating func element() -> Bool {
        guard let element = name(), open.count < Self.deepest else { return false }
        var names: Set<String> = [element]
        var attributes: Set<String> = []
        var declared = prefixes.last ?? []
        while true {
            let hadSpace = isSpace(rest.first)
            skipSpace()
            let isEmpty = take("/>")
            if isEmpty || take(">") {
                guard names.allSatisfy({ Self.isDeclared($0, declared) }) else { return false }
                if !isEmpty {
                    open.append(element)
                    prefixes.append(declared)
                }
                return true
            }
            guard hadSpace, let attribute = name(), attributes.insert(attribute).inserted else { return false }
            skipSpace()
            guard take("=") else { return false }
            skipSpace()
            guard let quote = rest.popFirst(), quote == "\"" || quote == "'" else { return false }
            var value = String.UnicodeScalarView()
            while let next = rest.first, next != quote {
                guard next != "<", isCharacter() else { return false }
                value.append(next)
            }
            guard rest.popFirst() == quote else { return false }
            if attribute == "xmlns" || attribute.hasPrefix("xmlns:") {
                guard Self.isAddress(String(value)) else { return false }
                declared.insert(String(attribute.dropFirst(6)))
            } else {
                names.insert(attribute)
            }
        }
    }

    /// A URI with a scheme, of the characters that need no escape.
    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts[0].first, first.isASCII, first.isLetter else { return false }
        func isPlain(_ text: Substring, besides others: String) -> Bool {
            text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || others.contains($0) }
        }
        return isPlain(parts[0], besides: "+.-") && isPlain(parts[1], besides: "-._~:/?#@!$'()*+,;=")
            && text.filter { $0 == "#" }.count <= 1
    }

    private static func isDeclared(_ name: String, _ prefixes: Set<String>) -> Bool {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 1 || parts.count == 2 && !parts[1].isEmpty && prefixes.contains(String(parts[0]))
    }

    /// Takes one character or entity of text.
    private mutating func isCharacter() -> Bool {
        guard rest.first == "&" else { return rest.popFirst() != nil }
        return ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"].contains { take($0) }
    }

    private mutating func name() -> String? {
        var found = String.UnicodeScalarView()
        while let scalar = rest.first, scalar.isASCII {
            let isStart = scalar.properties.isAlphabetic || scalar == "_"
            guard isStart || !found.isEmpty && ("0"..."9" ~= scalar || ".:-".unicodeScalars.contains(scalar)) else {
                break
            }
            found.append(scalar)
            rest.removeFirst()
        }
        return found.isEmpty ? nil : String(found)
    }

    private mutating func text(before end: String) -> String? {
        var found = String.UnicodeScalarView()
        while !rest.isEmpty {
            if take(end) { return String(found) }
            if let scalar = rest.popFirst() { found.append(scalar) }
        }
        return nil
    }

    private mutating func take(_ word: String) -> Bool {
        guard rest.starts(with: word.unicodeScalars) else { return false }
        rest.removeFirst(word.unicodeScalars.count)
        return true
    }

    private mutating func skipSpace() { while isSpace(rest.first) { rest.removeFirst() } }

    private func isSpace(_ scalar: Unicode.Scalar?) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }
}
