import Glibc
import LibZipLibrary

/// The archive that a workbook is, opened with libzip, with the limits on what comes out of it.
final class ZipArchive {
    let name: String
    let limits: SpreadsheetLimits
    fileprivate let handle: OpaquePointer
    /// Bytes that the parts read so far were inflated to.
    fileprivate var inflated = 0

    init(_ file: borrowing InputFile, name: String, limits: SpreadsheetLimits) throws(SpreadsheetFault) {
        try ArchiveDirectory.check(file, name: name, limits: limits)
        var code: Int32 = 0
        let descriptor = fcntl(file.descriptor, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else {
            throw SpreadsheetFault(.unreadable, file: name, detail: String(cString: strerror(errno)))
        }
        guard let handle = zip_fdopen(descriptor, 0, &code) else {
            close(descriptor)
            throw SpreadsheetFault(.damagedArchive, file: name, detail: "libzip \(code)")
        }
        self.handle = handle
        self.name = name
        self.limits = limits
        let entries = zip_get_num_entries(handle, 0)
        guard entries <= Int64(limits.archiveEntries) else {
            throw SpreadsheetFault(.tooManyEntries, file: name, detail: "\(entries) > \(limits.archiveEntries)")
        }
    }

    deinit { zip_discard(handle) }

    /// The index of an entry; upper and lower case count as equal where no entry has the very name.
    func index(of part: String) -> UInt64? {
        for flags in [0, UInt32(ZIP_FL_NOCASE)] {
            let index = zip_name_locate(handle, part, flags)
            if index >= 0 { return UInt64(index) }
        }
        return nil
    }

    /// Opens an entry; `nil` when there is none of that name.
    func open(_ part: String) throws(SpreadsheetFault) -> ZipEntry? {
        guard let index = index(of: part) else { return nil }
        return try ZipEntry(self, part: part, index: index)
    }
}

/// One entry of the archive, read from its start to its end.
struct ZipEntry: ~Copyable {
    let part: String
    private let archive: ZipArchive
    private let handle: OpaquePointer
    private let compressedSize: Int
    private var count = 0

    fileprivate init(_ archive: ZipArchive, part: String, index: UInt64) throws(SpreadsheetFault) {
        var status = zip_stat_t()
        guard zip_stat_index(archive.handle, index, 0, &status) == 0 else {
            throw SpreadsheetFault(.damagedArchive, file: archive.name, detail: part)
        }
        if status.valid & UInt64(ZIP_STAT_ENCRYPTION_METHOD) != 0, status.encryption_method != UInt16(ZIP_EM_NONE) {
            throw SpreadsheetFault(.encrypted, file: archive.name, detail: part)
        }
        guard status.size <= UInt64(archive.limits.partBytes) else {
            throw SpreadsheetFault(
                .inflatedTooLarge, file: archive.name, detail: "\(part): \(status.size) > \(archive.limits.partBytes)")
        }
        guard let handle = zip_fopen_index(archive.handle, index, 0) else {
            throw SpreadsheetFault(
                .damagedArchive, file: archive.name,
                detail: "\(part): \(String(cString: zip_strerror(archive.handle)))")
        }
        self.archive = archive
        self.part = part
        self.handle = handle
        compressedSize = Int(clamping: status.comp_size)
    }

    deinit { zip_fclose(handle) }

    /// Inflates the next bytes; 0 at the end, once the checksum was found right.
    mutating func read(into buffer: UnsafeMutableRawPointer, count wanted: Int) throws(SpreadsheetFault) -> Int {
        let got = zip_fread(handle, buffer, UInt64(wanted))
        guard got >= 0 else {
            let error = zip_file_get_error(handle).map { String(cString: zip_error_strerror($0)) } ?? ""
            throw SpreadsheetFault(.damagedArchive, file: archive.name, detail: "\(part): \(error)")
        }
        count += Int(got)
        archive.inflated += Int(got)
        guard count <= archive.limits.partBytes, archive.inflated <= archive.limits.inflatedBytes else {
            throw SpreadsheetFault(.inflatedTooLarge, file: archive.name, detail: part)
        }
        if count > 16 << 20, count / max(compressedSize, 1) > archive.limits.compressionRatio {
            throw SpreadsheetFault(.suspiciousCompression, file: archive.name, detail: part)
        }
        return Int(got)
    }
}
