/// Cuts a web page into tags and text. Never fails: what is no tag is text.
struct TagScanner {
    enum Piece {
        case start(String, [String: String])
        case end(String)
        case text(String)
    }

    private let bytes: [UInt8]
    private var place = 0

    init(_ page: String) { bytes = Array(page.utf8) }

    mutating func next() -> Piece? {
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "<") else { return text() }
            if bytes[place...].starts(with: "<!--".utf8) {
                pass(behind: "-->")
            } else if place + 1 < bytes.count, Self.beginsTag(bytes[place + 1]) {
                if let tag = tag() { return tag }
            } else {
                place += 1
                return .text("<")
            }
        }
        return nil
    }

    private static func beginsTag(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
            || (0x61...0x7A).contains(byte | 0x20)
    }

    private mutating func text() -> Piece {
        let end = bytes[place...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        defer { place = end }
        return .text(MarkupEntities.decoded(bytes[place..<end]))
    }

    private mutating func pass(behind mark: String) {
        let mark = Array(mark.utf8)
        while place < bytes.count, !bytes[place...].starts(with: mark) { place += 1 }
        place = min(bytes.count, place + mark.count)
    }

    /// - Returns: `nil` for declarations.
    private mutating func tag() -> Piece? {
        place += 1
        let isEnd = bytes[place] == UInt8(ascii: "/")
        if isEnd { place += 1 }
        let name = word { !Self.isBlank($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }.lowercased()
        var attributes: [String: String] = [:]
        while place < bytes.count, bytes[place] != UInt8(ascii: ">") {
            let before = place
            if let (key, value) = attribute() { attributes[key] = value }
            if place == before { place += 1 }
        }
        place = min(bytes.count, place + 1)
        guard let first = name.utf8.first, (0x61...0x7A).contains(first) else { return nil }
        return isEnd ? .end(name) : .start(name, attributes)
    }

    private mutating func attribute() -> (String, String)? {
        while place < bytes.count, Self.isBlank(bytes[place]) || bytes[place] == UInt8(ascii: "/") { place += 1 }
        let key = word { !Self.isBlank($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") }.lowercased()
        guard !key.isEmpty else { return nil }
        while place < bytes.count, Self.isBlank(bytes[place]) { place += 1 }
        guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else { return (key, "") }
        place += 1
        while place < bytes.count, Self.isBlank(bytes[place]) { place += 1 }
        guard place < bytes.count else { return (key, "") }
        let quote = bytes[place]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return (key, word { !Self.isBlank($0) && $0 != UInt8(ascii: ">") })
        }
        place += 1
        let value = word { $0 != quote }
        place = min(bytes.count, place + 1)
        return (key, value)
    }

    private mutating func word(_ belongs: (UInt8) -> Bool) -> String {
        let end = bytes[place...].firstIndex { !belongs($0) } ?? bytes.count
        defer { place = end }
        return MarkupEntities.decoded(bytes[place..<end])
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
}

/// Characters that pages write by name or number.
enum MarkupEntities {
    static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        var text = ""
        var rest = bytes
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            text += String(decoding: rest[..<start], as: UTF8.self)
            let name = rest[(start + 1)...].prefix(12).prefix { $0 != UInt8(ascii: ";") }
            let end = start + 1 + name.count
            if end < rest.endIndex, rest[end] == UInt8(ascii: ";"),
                let scalar = scalar(String(decoding: name, as: UTF8.self))
            {
                text.unicodeScalars.append(scalar)
                rest = rest[(end + 1)...]
            } else {
                text += "&"
                rest = rest[(start + 1)...]
            }
        }
        return text + String(decoding: rest, as: UTF8.self)
    }

    private static func scalar(_ name: String) -> Unicode.Scalar? {
        guard name.hasPrefix("#") else { return named[name] }
        let number = name.dropFirst()
        let value =
            number.hasPrefix("x") || number.hasPrefix("X") ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)
        return value.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }

    /// The names that HTML 4 gives to the characters from U+00A0 on, in their order, and the few others that pages use.
    private static let named: [String: Unicode.Scalar] = {
        let latin =
            "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute "
            + "micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring "
            + "AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml "
            + "times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig "
            + "ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide "
            + "oslash ugrave uacute ucirc uuml yacute thorn yuml"
        var names: [String: Unicode.Scalar] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "ndash": "\u{2013}", "mdash": "\u{2014}",
            "minus": "\u{2212}", "lsquo": "\u{2018}", "rsquo": "\u{2019}", "ldquo": "\u{201C}", "rdquo": "\u{201D}",
            "hellip": "\u{2026}", "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}",
        ]
        for (place, name) in latin.split(separator: " ").enumerated() {
            names[String(name)] = Unicode.Scalar(0xA0 + UInt32(place))
        }
        return names
    }()
}
