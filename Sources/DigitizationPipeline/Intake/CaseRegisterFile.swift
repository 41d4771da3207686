import Basics
import Dossiers
import Foundation
import Spreadsheets

/// Reads registers of cases from files: JSON, and every form of spreadsheet and delimited text that offices have.
public enum CaseRegisterFile {
    /// Reads a register. What the file is, its content says, not its name. Blocks.
    ///
    /// Of a spreadsheet the first visible sheet is read whose columns are named.
    /// - Throws: `CaseRegisterFault`, `SpreadsheetFault` when the file as a whole cannot be read: a quote that does not end
    ///   spoils all that comes after it.
    public static func read(path: String) throws -> CaseRegister {
        if let data = try json(path) { return try CaseRegister.parse(json: data) }
        let file = try SpreadsheetFile.open(path: path)
        var fault: CaseRegisterFault?
        for (number, sheet) in file.sheets.enumerated() where sheet.visibility == .visible {
            do {
                return try register(of: number, in: file)
            } catch let found as CaseRegisterFault {
                guard found.code == .missingColumn else { throw found }
                fault = fault ?? found
            }
        }
        throw fault ?? CaseRegisterFault(.missingColumn, field: "case")
    }

    private static func register(of sheet: Int, in file: SpreadsheetFile) throws -> CaseRegister {
        let rows = try file.rows(ofSheet: sheet)
        return try CaseRegister.parse(rows: { try rows.next() }, moment: file.epoch.moment(ofSerial:))
    }

    /// The bytes of a file that begins as JSON does.
    private static func json(_ path: String) throws -> Data? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        let head = try handle.read(upToCount: 64) ?? Data()
        let mark = Data([0xEF, 0xBB, 0xBF])
        let start = (head.starts(with: mark) ? head.dropFirst(3) : head).first { !" \t\r\n".utf8.contains($0) }
        guard start == UInt8(ascii: "[") || start == UInt8(ascii: "{") else { return nil }
        guard try handle.seekToEnd() <= UInt64(CaseRegister.Limit.fileSize) else {
            throw CaseRegisterFault(.fileTooLarge)
        }
        try handle.seek(toOffset: 0)
        return try handle.readToEnd() ?? Data()
    }
}
