import DigitizationPipeline

extension RecognitionModels {
    /// What is missing, and what to do.
    public static let advice = (
        code: lackOfSecond,
        vietnamese: "Thiếu mô hình đọc lần hai nên chữ khó chỉ được một mô hình đọc; "
            + "hãy cài gói Debian tesseract-ocr-script-viet rồi khởi động lại dịch vụ.",
        english: "The model for second readings is missing: difficult lines are read by one model alone. "
            + "Install the Debian package tesseract-ocr-script-viet and restart the service."
    )
}
