import DocumentModel

/// Files that lie within a PDF: portfolios, attachments, comments with a file (ISO 32000-1, 7.11.4 and 12.5.6.15).
struct PDFAttachments {
    /// One of them.
    struct File {
        /// Its name as the PDF gives it: text to be shown, never a path. Control characters are left out.
        let name: String
        /// Its data.
        let stream: PDFObject
    }

    /// In the order in which viewers list them, numbers in names counting as numbers; those of comments follow.
    private(set) var files: [File] = []
    /// Whether there are more than are looked at.
    private(set) var areTooMany = false

    /// Most files of one PDF.
    private static let maxFiles = 1000
    private static let maxDepth = 32

    private var seen: Set<Int> = []
    private var nodesLeft = 10_000

    init(of document: borrowing QPDFDocument, pages: Int) {
        let catalog = document.catalog
        walk(catalog["Names"]["EmbeddedFiles"], depth: 0)
        files.sort { Self.comesBefore($0.name, $1.name) }
        for file in catalog["AF"].items(limit: Self.maxFiles) { add(file) }
        for index in 0..<pages {
            let page = document.page(index)
            for file in page["AF"].items(limit: Self.maxFiles) { add(file) }
            for note in page["Annots"].items(limit: 10_000) where note["Subtype"].name == "FileAttachment" {
                add(note["FS"])
            }
        }
    }

    /// Whether a PDF may hold files, told without looking at them.
    static func mayExist(in document: borrowing QPDFDocument) -> Bool {
        let catalog = document.catalog
        return !catalog["Names"]["EmbeddedFiles"].isNull || !catalog["AF"].isNull
    }

    private mutating func walk(_ node: PDFObject, depth: Int) {
        nodesLeft -= 1
        guard node.isDictionary, depth < Self.maxDepth, nodesLeft > 0 else { return }
        let names = node["Names"].items(limit: 2 * Self.maxFiles + 2)
        for position in stride(from: 1, to: names.count, by: 2) {
            add(names[position], key: names[position - 1].text)
        }
        for kid in node["Kids"].items(limit: 10_000) { walk(kid, depth: depth + 1) }
    }

    private mutating func add(_ specification: PDFObject, key: String? = nil) {
        let embedded = specification["EF"]
        guard let stream = ["UF", "F"].lazy.map({ embedded[$0] }).first(where: \.isStream) else { return }
        guard stream.objectNumber == 0 || seen.insert(stream.objectNumber).inserted else { return }
        guard files.count < Self.maxFiles else {
            areTooMany = true
            return
        }
        let name = specification["UF"].text ?? specification["F"].text ?? key ?? ""
        files.append(File(name: Self.shown(name), stream: stream))
    }

    private static let hidden: [Unicode.GeneralCategory] = [
        .control, .format, .lineSeparator, .paragraphSeparator, .surrogate,
    ]

    /// A name as one line of at most 120 characters.
    private static func shown(_ name: String) -> String {
        let scalars = name.unicodeScalars.filter { !hidden.contains($0.properties.generalCategory) }
        let text = String(String.UnicodeScalarView(scalars.prefix(120)))
        return text.isEmpty ? "?" : text
    }

    /// Numbers count as numbers: "2.pdf" stands before "10.pdf".
    static func comesBefore(_ a: String, _ b: String) -> Bool {
        let (left, right) = (parts(a), parts(b))
        for (x, y) in zip(left, right) where x != y {
            if let m = number(x), let n = number(y), m != n { return m < n }
            return x < y
        }
        return left.count == right.count ? a < b : left.count < right.count
    }

    /// Runs of figures and of other characters by turns.
    private static func parts(_ name: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = name[...]
        while let first = rest.first {
            let isFigure = first.isASCII && first.isNumber
            let part = rest.prefix { ($0.isASCII && $0.isNumber) == isFigure }
            parts.append(part)
            rest = rest[part.endIndex...]
        }
        return parts
    }

    private static func number(_ part: Substring) -> Int? { part.utf8.count < 18 ? Int(part) : nil }
}

extension PDFAttachments.File {
    /// Largest file that is taken out, bytes.
    private static let maxBytes = 1 << 30

    /// Writes the file.
    ///
    /// - Throws: `too_large`, `corrupt_pdf` for data that cannot be had, `unreadable_file` when it cannot be written.
    func write(to path: String) throws(FileFault) {
        let (declared, stored) = (stream["Params"]["Size"].integer ?? 0, stream["Length"].integer ?? 0)
        guard declared <= Self.maxBytes, stored <= Self.maxBytes else {
            throw FileFault(code: .tooLarge, detail: "\(max(declared, stored)) bytes, limit \(Self.maxBytes)")
        }
        guard let data = stream.data(decoded: true), data.isDecoded || stream["Filter"].isNull else {
            throw FileFault(code: .corruptPDF, detail: "its data cannot be unpacked")
        }
        try PictureFile.write(data.bytes, to: path)
    }
}
