import CLeptonica
import Foundation

/// A PDF written object by object.
struct DrawnPDF {
    private var objects: [Data] = []

    /// Adds an object; its number.
    mutating func add(_ body: String) -> Int { add(Data(body.utf8)) }

    mutating func add(_ body: Data) -> Int {
        objects.append(body)
        return objects.count
    }

    mutating func stream(_ data: [UInt8], _ entries: String = "") -> Int {
        add(Data("<< \(entries) /Length \(data.count) >>\nstream\n".utf8) + Data(data) + Data("\nendstream".utf8))
    }

    /// The file with one page.
    ///
    /// - Parameters:
    ///   - page: further entries of the page.
    ///   - catalog: further entries of the catalog.
    ///   - trailer: further entries of the trailer.
    ///   - kids: what stands beside the page in the tree, and how many pages this speaks of.
    func bytes(
        box: (Int, Int), content: String = "", page: String = "", catalog: String = "", trailer: String = "",
        kids: (others: String, count: Int) = ("", 1)
    ) -> [UInt8] {
        var pdf = self
        let stream = pdf.stream(Array(content.utf8))
        let tree = pdf.objects.count + 2
        let leaf = pdf.add(
            "<< /Type /Page /Parent \(tree) 0 R /MediaBox [0 0 \(box.0) \(box.1)] /Contents \(stream) 0 R \(page) >>")
        _ = pdf.add("<< /Type /Pages /Count \(kids.count) /Kids [\(leaf) 0 R \(kids.others)] >>")
        let root = pdf.add("<< /Type /Catalog /Pages \(tree) 0 R \(catalog) >>")
        return pdf.file(root: root, trailer: trailer)
    }

    private func file(root: Int, trailer: String) -> [UInt8] {
        var file = Data("%PDF-1.7\n".utf8)
        var offsets = ""
        for (index, body) in objects.enumerated() {
            let offset = String(file.count)
            offsets += String(repeating: "0", count: 10 - offset.count) + "\(offset) 00000 n \n"
            file += Data("\(index + 1) 0 obj\n".utf8) + body + Data("\nendobj\n".utf8)
        }
        let start = file.count
        file += Data("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n\(offsets)".utf8)
        file += Data("trailer\n<< /Size \(objects.count + 1) /Root \(root) 0 R \(trailer) >>\n".utf8)
        file += Data("startxref\n\(start)\n%%EOF\n".utf8)
        return Array(file)
    }

    /// A page that a JPEG covers.
    ///
    /// - Parameter size: what the PDF says of its width and height.
    static func scan(
        _ jpeg: [UInt8], size: (Int, Int), box: (Int, Int), colour: String = "DeviceRGB", catalog: String = ""
    ) -> [UInt8] {
        var pdf = DrawnPDF()
        let picture = pdf.stream(
            jpeg,
            "/Type /XObject /Subtype /Image /Width \(size.0) /Height \(size.1) /ColorSpace /\(colour) "
                + "/BitsPerComponent 8 /Filter /DCTDecode")
        return pdf.bytes(
            box: box, content: "\(box.0) 0 0 \(box.1) 0 0 cm /P Do",
            page: "/Resources << /XObject << /P \(picture) 0 R >> >>", catalog: catalog)
    }

    /// A page with files inside.
    ///
    /// - Parameter lock: entries of an encryption dictionary.
    static func holding(_ files: [(name: String, bytes: [UInt8])], lock: String = "") -> [UInt8] {
        var pdf = DrawnPDF()
        let names = files.map { file in
            let stream = pdf.stream(file.bytes, "/Type /EmbeddedFile")
            let specification = pdf.add("<< /Type /Filespec /F (\(file.name)) /EF << /F \(stream) 0 R >> >>")
            return "(\(file.name)) \(specification) 0 R"
        }
        let id = String(repeating: "61", count: 16)
        return pdf.bytes(
            box: (298, 421), content: "20 20 100 100 re f",
            catalog: "/Names << /EmbeddedFiles << /Names [\(names.joined(separator: " "))] >> >>",
            trailer: lock.isEmpty ? "" : "/ID [<\(id)> <\(id)>] /Encrypt << /Filter /Standard \(lock) >>")
    }
}
