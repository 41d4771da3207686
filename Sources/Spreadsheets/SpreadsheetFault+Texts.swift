extension SpreadsheetFault {
    /// Vietnamese and English, each with what to do where something can be done.
    static func texts(_ code: Code) -> (String, String) {
        switch code {
        case .unreadable: ("Không đọc được tệp.", "The file cannot be read.")
        case .empty: ("Tệp rỗng; hãy xin gửi lại.", "The file is empty; ask for it again.")
        case .tooLarge: ("Tệp quá lớn; hãy chia nhỏ.", "The file is too large; split it.")
        case .oldWorkbook:
            (
                "Tệp Excel cũ hơn bản 97; hãy mở bằng Excel và lưu thành .xlsx.",
                "A file of an Excel before 97; open it in Excel and save it as .xlsx."
            )
        case .damagedWorkbook:
            (
                "Tệp Excel 97–2003 (.xls) hỏng hoặc bị cắt; hãy xin gửi lại.",
                "The Excel 97–2003 file (.xls) is damaged or cut off; ask for it again."
            )
        case .binaryWorkbook:
            ("Tệp Excel nhị phân (.xlsb); hãy lưu thành .xlsx.", "A binary Excel file (.xlsb); save it as .xlsx.")
        case .encrypted:
            (
                "Tệp có mật khẩu; hãy bỏ mật khẩu rồi lưu lại.", "The file has a password; remove it and save it again."
            )
        case .openDocument:
            ("Tệp OpenDocument (.ods); hãy lưu thành .xlsx.", "An OpenDocument file (.ods); save it as .xlsx.")
        case .xmlSpreadsheet:
            (
                "Bảng tính XML 2003; hãy mở bằng Excel và lưu thành .xlsx.",
                "An XML spreadsheet of 2003; open it in Excel and save it as .xlsx."
            )
        case .webPage:
            (
                "Trang web (HTML) không có bảng nào; hãy tải lại bảng kê.",
                "A web page (HTML) without a table; download the statement again."
            )
        case .portableDocument:
            ("Tệp PDF; hãy xin bản .xlsx hoặc .csv.", "A PDF; ask for the .xlsx or .csv file.")
        case .picture: ("Tệp ảnh; hãy xin bản .xlsx hoặc .csv.", "A picture; ask for the .xlsx or .csv file.")
        case .otherDocument:
            (
                "Tài liệu Office khác, không phải bảng tính; hãy xin bản .xlsx hoặc .csv.",
                "Another Office document, no spreadsheet; ask for the .xlsx or .csv file."
            )
        case .otherArchive:
            (
                "Tệp nén, không phải bảng tính; hãy giải nén trước.", "An archive, no spreadsheet; unpack it first."
            )
        case .unknownKind:
            (
                "Không phải bảng tính hay văn bản; hãy xin bản .xlsx hoặc .csv.",
                "Neither a spreadsheet nor text; ask for the .xlsx or .csv file."
            )
        case .damagedArchive, .missingPart, .damagedXML, .documentType, .badStructure, .noSheet, .inflatedTooLarge,
            .tooManyEntries, .suspiciousCompression, .tooManySharedStrings, .tooManyMergedRanges:
            workbookTexts(code)
        default: cellTexts(code)
        }
    }

    private static func workbookTexts(_ code: Code) -> (String, String) {
        switch code {
        case .damagedArchive:
            (
                "Tệp .xlsx hỏng hoặc bị cắt; hãy xin gửi lại.",
                "The .xlsx file is damaged or cut off; ask for it again."
            )
        case .missingPart:
            (
                "Tệp .xlsx thiếu một phần; hãy lưu lại bằng Excel.",
                "A part of the .xlsx file is missing; save it in Excel."
            )
        case .damagedXML:
            ("Nội dung XML hỏng; hãy lưu lại bằng Excel.", "The XML inside is damaged; save the file in Excel again.")
        case .documentType:
            (
                "XML có DTD nên bị từ chối; hãy lưu lại bằng Excel.",
                "The XML has a DTD, which is refused; save it in Excel."
            )
        case .noSheet: ("Tệp không có trang tính nào.", "The file has no worksheet.")
        case .inflatedTooLarge:
            ("Nội dung giải nén quá lớn; hãy chia nhỏ.", "The inflated content is too large; split it.")
        case .tooManyEntries: ("Tệp .xlsx có quá nhiều phần.", "The .xlsx file has too many entries.")
        case .suspiciousCompression:
            (
                "Tỷ lệ nén đáng ngờ; hãy lưu lại bằng Excel.",
                "The compression is suspicious; save the file in Excel again."
            )
        case .tooManySharedStrings: ("Quá nhiều chuỗi; hãy chia nhỏ.", "Too many shared strings; split the file.")
        case .tooManyMergedRanges: ("Quá nhiều ô gộp.", "Too many merged cells.")
        default:
            (
                "Cấu trúc tệp .xlsx sai; hãy lưu lại bằng Excel.",
                "The .xlsx file's structure is wrong; save it in Excel again."
            )
        }
    }

    private static func cellTexts(_ code: Code) -> (String, String) {
        switch code {
        case .tooManyRows: ("Quá nhiều dòng; hãy chia nhỏ.", "Too many rows; split the file.")
        case .tooManyColumns: ("Quá nhiều cột.", "Too many columns.")
        case .tooManyCells: ("Quá nhiều ô; hãy chia nhỏ.", "Too many cells; split the file.")
        case .tooMuchText: ("Quá nhiều chữ; hãy chia nhỏ.", "Too much text; split the file.")
        case .rowTooLong: ("Dòng quá dài.", "The row is too long.")
        case .cellTooLong: ("Nội dung ô quá dài.", "The cell is too long.")
        case .badRowNumber: ("Số dòng sai hoặc lặp lại.", "The row number is wrong or repeated.")
        case .badCellReference: ("Địa chỉ ô sai hoặc lặp lại.", "The cell reference is wrong or repeated.")
        case .badCellValue: ("Giá trị ô không đúng kiểu đã ghi.", "The cell's value does not fit its type.")
        case .badSharedString: ("Ô trỏ đến chuỗi không có.", "The cell names a string that does not exist.")
        case .unknownEncoding:
            (
                "Không nhận ra bảng mã; hãy chọn bảng mã hoặc lưu dạng CSV UTF-8.",
                "The encoding was not recognized; name it, or save the file as CSV UTF-8."
            )
        case .mojibake:
            (
                "Chữ bị hỏng bảng mã (UTF-8 bị đọc thành Windows-1252) và không khôi phục chắc chắn được; hãy xin tệp gốc.",
                "The letters are broken (UTF-8 was taken for Windows-1252) and cannot be restored for certain; ask for the "
                    + "original file."
            )
        case .damagedText: ("Văn bản có byte sai bảng mã.", "The text has bytes that are wrong in its encoding.")
        case .unclosedQuote: ("Dấu ngoặc kép không đóng.", "A quotation mark is not closed.")
        case .notWritable: ("Không ghi được tệp.", "The file cannot be written.")
        case .badSheetName:
            (
                "Tên trang tính sai (1–31 ký tự, không có []:*?/\\, không trùng).",
                "The sheet's name is not allowed (1–31 characters, none of []:*?/\\, not used twice)."
            )
        case .badWrittenValue: ("Giá trị không ghi được vào ô.", "The value cannot be written into a cell.")
        default: ("Tệp bảng tính sai.", "The spreadsheet file is wrong.")
        }
    }
}
