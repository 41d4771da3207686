import ExpatLibrary
import Glibc

/// The name of an element, and whether it belongs to a namespace of SpreadsheetML, transitional or strict.
struct XMLName {
    /// The name without its namespace, ending in 0.
    let local: UnsafePointer<CChar>
    let isMain: Bool

    /// Stands between namespace and name; no namespace can hold it.
    static let separator: CChar = 0x0A

    private static let transitional: StaticString = "http://schemas.openxmlformats.org/spreadsheetml/2006/main\n"
    private static let strict: StaticString = "http://purl.oclc.org/ooxml/spreadsheetml/main\n"

    init(_ expanded: UnsafePointer<CChar>) {
        for namespace in [Self.transitional, Self.strict] {
            let length = namespace.utf8CodeUnitCount
            if strncmp(expanded, UnsafeRawPointer(namespace.utf8Start).assumingMemoryBound(to: CChar.self), length) == 0
            {
                local = expanded + length
                isMain = true
                return
            }
        }
        local = strrchr(expanded, Int32(Self.separator)).map { UnsafePointer($0) + 1 } ?? expanded
        isMain = false
    }

    @inline(__always)
    static func == (name: XMLName, text: StaticString) -> Bool {
        strcmp(name.local, UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
    }
}

/// The attributes of an element.
struct XMLAttributes {
    /// Name, value, name, value …, ended by a null.
    let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// The value of an attribute without namespace, or with one of the given namespaces.
    func value(_ name: StaticString, namespaces: [StaticString] = []) -> String? {
        guard var pair = pairs else { return nil }
        while let key = pair[0], let value = pair[1] {
            if Self.equal(key, name) { return String(cString: value) }
            for namespace in namespaces {
                let length = namespace.utf8CodeUnitCount
                let start = UnsafeRawPointer(namespace.utf8Start).assumingMemoryBound(to: CChar.self)
                if strncmp(key, start, length) == 0, Self.equal(key + length, name) { return String(cString: value) }
            }
            pair += 2
        }
        return nil
    }

    private static func equal(_ key: UnsafePointer<CChar>, _ name: StaticString) -> Bool {
        strcmp(key, UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)) == 0
    }
}

/// What receives a part's elements and text. It stands behind a pointer and not in a class, since classes check every
/// access to their properties, which a sheet of 12 million cells would feel.
protocol XMLEvents: ~Copyable {
    /// File and sheet that are read, for faults.
    var place: SpreadsheetFault { get }
    /// The row that is read, where there is one, for faults of the parser.
    var row: Int? { get }
    /// Set by the receiver when it wants no more; the reader throws it.
    var fault: SpreadsheetFault? { get set }
    /// How the receiver stops the parser; set before the first event.
    var control: XMLControl? { get set }
    /// What the parser calls; the pointer it hands over is the receiver's.
    static var callbacks: XMLCallbacks { get }
}

extension XMLEvents where Self: ~Copyable {
    var row: Int? { nil }

    /// Ends the reading with a fault; the first one counts.
    mutating func fail(_ code: SpreadsheetFault.Code, row: Int? = nil, column: Int? = nil, _ detail: String = "") {
        guard fault == nil else { return }
        fault = SpreadsheetFault(
            code, file: place.file, sheet: place.sheet, row: row, column: column, detail: detail)
        control?.stop()
    }
}

/// The functions that expat calls.
struct XMLCallbacks {
    var start: XML_StartElementHandler
    var end: XML_EndElementHandler
    var text: XML_CharacterDataHandler
    /// A document type, which is what entities and outside references need; no spreadsheet program writes one.
    var documentType: XML_StartDoctypeDeclHandler
}

/// Stops a running parser from within its events.
struct XMLControl {
    let parser: XML_Parser

    /// For good.
    func stop() { _ = XML_StopParser(parser, XML_Bool(0)) }

    /// Until the reader goes on.
    func pause() { _ = XML_StopParser(parser, XML_Bool(1)) }
}
