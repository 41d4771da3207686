import DocumentModel
import Glibc
import QPDFLibrary

/// A PDF opened by libqpdf, which also repairs what can be repaired; closed when its owner goes.
struct QPDFDocument: ~Copyable {
    private let handle: qpdf_data
    /// Pages that were found.
    let pageCount: Int
    /// Whether libqpdf had to repair the file to read it.
    let wasRepaired: Bool
    /// Whether there was something else among the pages.
    let lacksPages: Bool

    /// Opens a file; one whose user password is empty opens like one without.
    ///
    /// - Throws: `encrypted_pdf` when a password is wanted, `corrupt_pdf` when there is no way to read it.
    init(path: String) throws(FileFault) {
        var document: qpdf_data? = qpdf_init()
        guard let opened = document else { throw FileFault(code: .corruptPDF, detail: "no memory") }
        qpdf_silence_errors(opened)
        qpdf_set_suppress_warnings(opened, 1)
        qpdf_set_attempt_recovery(opened, 1)
        let status = qpdf_read(opened, path, nil)
        let fault = Self.fault(of: opened, status: status)
        var count = fault == nil ? qpdf_get_num_pages(opened) : 0
        let isPruned = count < 0 && PageTree(document: opened).prune()
        if isPruned {
            // The error has been seen to.
            _ = qpdf_get_error(opened)
            qpdf_update_all_pages_cache(opened)
            count = qpdf_get_num_pages(opened)
        }
        guard fault == nil, count > 0 else {
            let late = fault ?? Self.fault(of: opened, status: count < 0 ? 2 : 0)
            qpdf_cleanup(&document)
            throw late ?? FileFault(code: .corruptPDF, detail: "no pages")
        }
        qpdf_push_inherited_attributes_to_page(opened)
        handle = opened
        pageCount = Int(count)
        wasRepaired = qpdf_more_warnings(opened) != 0
        lacksPages = isPruned
    }

    deinit {
        var dying: qpdf_data? = handle
        qpdf_cleanup(&dying)
    }

    /// What the file says of itself as a whole.
    var trailer: PDFObject { PDFObject(document: handle, id: qpdf_get_trailer(handle)) }

    /// The document's root dictionary.
    var catalog: PDFObject { PDFObject(document: handle, id: qpdf_get_root(handle)) }

    /// The dictionary of a page, with what it inherits (0-based).
    func page(_ index: Int) -> PDFObject { PDFObject(document: handle, id: qpdf_get_page_n(handle, index)) }

    /// Writes a page into a file of its own. Streams stay as they are; what stands between them is written anew, so that
    /// other programs find nothing odd in it.
    ///
    /// - Throws: `corrupt_pdf` when libqpdf cannot write it.
    func writePage(_ index: Int, to path: String) throws(FileFault) {
        var copy: qpdf_data? = qpdf_init()
        defer { qpdf_cleanup(&copy) }
        guard let copy else { throw FileFault(code: .corruptPDF, detail: "no memory") }
        qpdf_silence_errors(copy)
        qpdf_set_suppress_warnings(copy, 1)
        guard qpdf_empty_pdf(copy) & 2 == 0, qpdf_add_page(copy, handle, page(index).id, 0) & 2 == 0,
            qpdf_init_write(copy, path) & 2 == 0, Self.writeStreamsAsTheyAre(of: copy)
        else {
            throw FileFault(code: .corruptPDF, pageIndex: index, detail: "the page cannot be copied")
        }
    }

    private static func writeStreamsAsTheyAre(of copy: qpdf_data) -> Bool {
        qpdf_set_stream_data_mode(copy, qpdf_s_preserve)
        return qpdf_write(copy) & 2 == 0
    }

    /// Gives back the memory of all objects looked at so far; they must not be used any more.
    func releaseObjects() { qpdf_oh_release_all(handle) }

    /// What went wrong, if anything; libqpdf's own text may quote the file and is left out.
    private static func fault(of document: qpdf_data, status: QPDF_ERROR_CODE) -> FileFault? {
        guard status & 2 != 0 || qpdf_has_error(document) != 0 else { return nil }
        guard let error = qpdf_get_error(document) else { return FileFault(code: .corruptPDF, detail: "unknown fault") }
        let code = qpdf_get_error_code(document, error)
        if code == qpdf_e_password { return FileFault(code: .encryptedPDF, detail: "a password is wanted") }
        let position = qpdf_get_error_file_position(document, error)
        return FileFault(code: .corruptPDF, detail: "qpdf error \(code.rawValue) at byte \(position)")
    }
}

/// The tree of a document's pages.
private struct PageTree {
    let document: qpdf_data
    private static let maxDepth = 50
    private static let maxKids = 100_000

    /// Takes out what can be no page: viewers step over it, where libqpdf finds no page at all. How many pages there
    /// should be is told by the root's count.
    ///
    /// - Returns: whether there was anything.
    func prune() -> Bool {
        var kidsLeft = Self.maxKids
        return prune(PDFObject(document: document, id: qpdf_get_root(document))["Pages"], depth: 0, &kidsLeft)
    }

    private func prune(_ node: PDFObject, depth: Int, _ kidsLeft: inout Int) -> Bool {
        let kids = node["Kids"]
        guard depth < Self.maxDepth, kids.isArray else { return false }
        var hasPruned = false
        for (index, kid) in kids.items(limit: kidsLeft).enumerated().reversed() {
            kidsLeft -= 1
            guard kidsLeft > 0 else { break }
            if kid.isDictionary {
                hasPruned = prune(kid, depth: depth + 1, &kidsLeft) || hasPruned
            } else {
                qpdf_oh_erase_item(document, kids.id, Int32(index))
                hasPruned = true
            }
        }
        return hasPruned
    }
}

/// A value inside a document; valid as long as the document, and until ``QPDFDocument/releaseObjects()``.
struct PDFObject {
    fileprivate let document: qpdf_data
    fileprivate let id: qpdf_oh

    fileprivate init(document: qpdf_data, id: qpdf_oh) {
        self.document = document
        self.id = id
    }

    var isNull: Bool { qpdf_oh_is_null(document, id) != 0 || qpdf_oh_is_initialized(document, id) == 0 }
    var isDictionary: Bool { qpdf_oh_is_dictionary(document, id) != 0 }
    var isStream: Bool { qpdf_oh_is_stream(document, id) != 0 }
    var isArray: Bool { qpdf_oh_is_array(document, id) != 0 }

    /// Number of the indirect object, 0 for a direct one.
    var objectNumber: Int { Int(qpdf_oh_get_object_id(document, id)) }

    /// The value under a key of a dictionary or of a stream's dictionary; null when there is none.
    subscript(key: String) -> PDFObject {
        let dictionary = isStream ? qpdf_oh_get_dict(document, id) : id
        guard qpdf_oh_is_dictionary(document, dictionary) != 0 else {
            return PDFObject(document: document, id: qpdf_oh_new_null(document))
        }
        return PDFObject(document: document, id: qpdf_oh_get_key(document, dictionary, "/" + key))
    }

    /// The keys of a dictionary, without slash.
    var keys: [String] {
        guard isDictionary else { return [] }
        var keys: [String] = []
        qpdf_oh_begin_dict_key_iter(document, id)
        while qpdf_oh_dict_more_keys(document) != 0, let key = qpdf_oh_dict_next_key(document) {
            keys.append(String(String(cString: key).dropFirst()))
        }
        return keys
    }

    /// The items of an array, none for anything else; at most `limit`.
    func items(limit: Int = 100_000) -> [PDFObject] {
        guard isArray else { return [] }
        let count = min(Int(qpdf_oh_get_array_n_items(document, id)), limit)
        return (0..<count).map { PDFObject(document: document, id: qpdf_oh_get_array_item(document, id, Int32($0))) }
    }

    /// A number, or `nil`.
    var number: Double? {
        var value = 0.0
        guard qpdf_oh_get_value_as_number(document, id, &value) != 0, value.isFinite else { return nil }
        return value
    }

    /// A whole number within the range of a 32-bit one, or `nil`.
    var integer: Int? { number.flatMap { abs($0) <= 2_147_483_647 ? Int($0) : nil } }

    /// A name without slash, or `nil`.
    var name: String? {
        guard qpdf_oh_is_name(document, id) != 0, let name = qpdf_oh_get_name(document, id) else { return nil }
        return String(String(cString: name).dropFirst())
    }

    /// A text in UTF-8, or `nil`.
    var text: String? {
        guard qpdf_oh_is_string(document, id) != 0, let text = qpdf_oh_get_utf8_value(document, id) else { return nil }
        return String(cString: text)
    }

    /// The bytes of a string, or `nil`.
    var string: [UInt8]? {
        guard qpdf_oh_is_string(document, id) != 0 else { return nil }
        var count = 0
        guard let start = qpdf_oh_get_binary_string_value(document, id, &count) else { return nil }
        return start.withMemoryRebound(to: UInt8.self, capacity: count) {
            Array(UnsafeBufferPointer(start: $0, count: count))
        }
    }

    var boolean: Bool? {
        guard qpdf_oh_is_bool(document, id) != 0 else { return nil }
        return qpdf_oh_get_bool_value(document, id) != 0
    }

    /// The data of a stream: decoded where that loses nothing, else (`isDecoded` false) as it stands in the file.
    func data(decoded: Bool) -> (bytes: [UInt8], isDecoded: Bool)? {
        guard isStream else { return nil }
        var isFiltered: QPDF_BOOL = 0
        let level = decoded ? qpdf_dl_generalized : qpdf_dl_none
        let bytes = Self.buffer { qpdf_oh_get_stream_data(document, id, level, &isFiltered, &$0, &$1) }
        return bytes.map { ($0, decoded && isFiltered != 0) }
    }

    /// The data of a stream whose last filter QPDF does not know, with the filters before it undone: ASCII armour or
    /// deflation around a JPEG. `nil` when those cannot be undone.
    func dataBeforeLastFilter() -> [UInt8]? {
        let filters = self["Filter"].items(limit: 8).compactMap(\.name)
        guard filters.count > 1, let raw = data(decoded: false)?.bytes else { return nil }
        let outer = "[" + filters.dropLast().map { "/\($0)" }.joined(separator: " ") + "]"
        let wrapped = qpdf_oh_new_stream(document)
        qpdf_oh_replace_stream_data(
            document, wrapped, raw, raw.count, qpdf_oh_parse(document, outer), qpdf_oh_new_null(document))
        guard let data = PDFObject(document: document, id: wrapped).data(decoded: true), data.isDecoded else {
            return nil
        }
        return data.bytes
    }

    /// Gives a stream other data of the same filters; the file stays as it is.
    func replaceData(_ bytes: [UInt8]) {
        qpdf_oh_replace_stream_data(document, id, bytes, bytes.count, self["Filter"].id, self["DecodeParms"].id)
    }

    /// A picture that stands within a content stream, as an object like others; its dictionary is marked by
    /// ``inlineMark``.
    ///
    /// - Parameters:
    ///   - dictionary: what stands between `BI` and `ID`, abbreviations and all.
    ///   - spaces: the colour spaces that the page names.
    func inlinePicture(dictionary: [UInt8], data: [UInt8], spaces: PDFObject) -> PDFObject? {
        let parsed = qpdf_oh_parse(document, "<< \(String(decoding: dictionary, as: UTF8.self)) >>")
        guard qpdf_oh_is_dictionary(document, parsed) != 0 else { return nil }
        let short = PDFObject(document: document, id: parsed)
        let stream = qpdf_oh_new_stream(document)
        let own = qpdf_oh_get_dict(document, stream)
        var (filter, parameters) = (qpdf_oh_new_null(document), qpdf_oh_new_null(document))
        for key in short.keys {
            var value = short[key]
            let name = InlineNames.keys[key] ?? key
            if name == "ColorSpace" || name == "Filter" {
                value = value.expanded
                if name == "ColorSpace", let space = value.name, !spaces[space].isNull { value = spaces[space] }
            }
            switch name {
            case "Filter": filter = value.id
            case "DecodeParms": parameters = value.id
            case "Length", "L": break
            default: qpdf_oh_replace_key(document, own, "/" + name, value.id)
            }
        }
        qpdf_oh_replace_key(document, own, "/Subtype", qpdf_oh_parse(document, "/Image"))
        qpdf_oh_replace_key(document, own, "/" + Self.inlineMark, qpdf_oh_new_bool(document, 1))
        qpdf_oh_replace_stream_data(document, stream, data, data.count, filter, parameters)
        return PDFObject(document: document, id: stream)
    }

    /// Key that only pictures from within content streams have.
    static let inlineMark = "SohoaInline"

    /// A name, or an array of names and else, with inline abbreviations written out.
    private var expanded: PDFObject {
        if let name {
            return PDFObject(document: document, id: qpdf_oh_parse(document, "/\(InlineNames.values[name] ?? name)"))
        }
        guard isArray else { return self }
        let array = qpdf_oh_new_array(document)
        for item in items(limit: 16) { qpdf_oh_append_item(document, array, item.expanded.id) }
        return PDFObject(document: document, id: array)
    }

    /// All content streams of a page dictionary in one.
    var pageContent: [UInt8]? { Self.buffer { qpdf_oh_get_page_content_data(document, id, &$0, &$1) } }

    private static func buffer(
        _ read: (inout UnsafeMutablePointer<UInt8>?, inout Int) -> QPDF_ERROR_CODE
    ) -> [UInt8]? {
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        defer { free(bytes) }
        guard read(&bytes, &count) & 2 == 0 else { return nil }
        return Array(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
    }
}

/// Abbreviations in pictures within content streams (ISO 32000-1, 8.9.7).
private enum InlineNames {
    static let keys = [
        "BPC": "BitsPerComponent", "CS": "ColorSpace", "D": "Decode", "DP": "DecodeParms", "F": "Filter",
        "H": "Height", "IM": "ImageMask", "I": "Interpolate", "W": "Width",
    ]
    static let values = [
        "G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed", "AHx": "ASCIIHexDecode",
        "A85": "ASCII85Decode", "LZW": "LZWDecode", "Fl": "FlateDecode", "RL": "RunLengthDecode",
        "CCF": "CCITTFaxDecode", "DCT": "DCTDecode",
    ]
}
