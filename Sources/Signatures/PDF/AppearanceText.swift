/// The text that an annotation or signature field shows, from its appearance stream: number and date of many documents
/// exist nowhere else.
struct AppearanceText {
    let revision: PDFRevision
    private static let longest = 4000

    /// Text of the normal appearance, runs with blanks between them; empty when it draws none, or none that can be read.
    func text(ofAnnotation entries: [String: PDFObject]) -> String {
        var runs: [String] = []
        guard let appearance = try? revision.resolve(entries["AP"]).entries,
            let normal = try? revision.resolve(appearance["N"]), let form = normal.stream
        else { return "" }
        var left = 64
        collect(form, into: &runs, depth: 8, left: &left)
        let text = runs.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return String(text.prefix(Self.longest))
    }

    private func collect(_ form: PDFStream, into runs: inout [String], depth: Int, left: inout Int) {
        guard depth > 0, left > 0, let data = try? revision.decoded(form) else { return }
        left -= 1
        let resources = (try? revision.resolve(form.entries["Resources"]).entries) ?? [:]
        let fonts = (try? revision.resolve(resources["Font"]).entries) ?? [:]
        let others = (try? revision.resolve(resources["XObject"]).entries) ?? [:]
        var lexer = PDFLexer(data, depth: 16)
        var operands: [PDFObject] = []
        var codes: CharacterMap?
        while true {
            lexer.skipSpace()
            guard let byte = lexer.current else { return }
            if Self.startsOperand(byte) {
                guard let value = try? lexer.value() else { return }
                operands.append(value)
                if operands.count > 4096 { return }
                continue
            }
            let start = lexer.position
            while let next = lexer.current, PDFLexer.isRegular(next) { lexer.position += 1 }
            if lexer.position == start { lexer.position += 1 }
            switch String(decoding: data[start..<lexer.position], as: UTF8.self) {
            case "Tf":
                codes = operands.first?.name.flatMap { fonts[$0] }.flatMap { CharacterMap(font: $0, in: revision) }
            case "Tj", "'", "\"":
                if let shown = operands.last?.string { runs.append(codes?.text(shown) ?? PDFText.decode(shown)) }
            case "TJ":
                let shown = (operands.last?.array ?? []).compactMap(\.string)
                runs.append(shown.map { codes?.text($0) ?? PDFText.decode($0) }.joined())
            case "Do":
                if let name = operands.first?.name, let form = try? revision.resolve(others[name]).stream,
                    form.entries["Subtype"]?.name == "Form"
                {
                    collect(form, into: &runs, depth: depth - 1, left: &left)
                }
            case "BI": return
            default: break
            }
            operands.removeAll(keepingCapacity: true)
            if runs.count > 1000 { return }
        }
    }

    private static func startsOperand(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2F, 0x28, 0x5B, 0x3C, 0x30...0x39, 0x2B, 0x2D, 0x2E: true
        default: false
        }
    }
}

/// Codes to characters, by a font's `ToUnicode` (ISO 32000-1, 9.10.3).
private struct CharacterMap {
    private var characters: [Int: String] = [:]
    private var width = 1

    init?(font: PDFObject, in revision: PDFRevision) {
        guard let entries = try? revision.resolve(font).entries else { return nil }
        if entries["Subtype"]?.name == "Type0" { width = 2 }
        guard let stream = try? revision.resolve(entries["ToUnicode"]).stream, let data = try? revision.decoded(stream)
        else { return nil }
        read(data)
    }

    func text(_ bytes: [UInt8]) -> String {
        var text = ""
        for start in stride(from: 0, to: bytes.count - width + 1, by: width) {
            let code = bytes[start..<(start + width)].reduce(0) { $0 << 8 | Int($1) }
            text += characters[code] ?? ""
        }
        return text
    }

    private mutating func read(_ data: [UInt8]) {
        var lexer = PDFLexer(data, depth: 8)
        var operands: [PDFObject] = []
        while true {
            lexer.skipSpace()
            guard let byte = lexer.current, operands.count < 100_000 else { return }
            if byte == 0x2F || byte == 0x28 || byte == 0x5B || byte == 0x3C || (0x30...0x39).contains(byte) {
                guard let value = try? lexer.value() else { return }
                operands.append(value)
                continue
            }
            let start = lexer.position
            while let next = lexer.current, PDFLexer.isRegular(next) { lexer.position += 1 }
            if lexer.position == start { lexer.position += 1 }
            switch String(decoding: data[start..<lexer.position], as: UTF8.self) {
            case "endbfchar": characters(operands)
            case "endbfrange": ranges(operands)
            default: break
            }
            operands.removeAll(keepingCapacity: true)
        }
    }

    private mutating func characters(_ operands: [PDFObject]) {
        for index in stride(from: 0, to: operands.count - 1, by: 2) {
            guard let code = operands[index].string, let target = operands[index + 1].string else { continue }
            characters[Self.number(code)] = PDFText.utf16(target[...], bigEndian: true)
        }
    }

    private mutating func ranges(_ operands: [PDFObject]) {
        for index in stride(from: 0, to: operands.count - 2, by: 3) {
            guard let low = operands[index].string.map(Self.number),
                let high = operands[index + 1].string.map(Self.number),
                low <= high, high - low < 1 << 16
            else { continue }
            if let targets = operands[index + 2].array {
                for (shift, target) in targets.prefix(high - low + 1).enumerated() {
                    characters[low + shift] = target.string.map { PDFText.utf16($0[...], bigEndian: true) }
                }
            } else if let target = operands[index + 2].string, let last = target.last {
                for code in low...high {
                    let shifted = Array(target.dropLast()) + [last &+ UInt8(truncatingIfNeeded: code - low)]
                    characters[code] = PDFText.utf16(shifted[...], bigEndian: true)
                }
            }
        }
    }

    private static func number(_ bytes: [UInt8]) -> Int { bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) } }
}
