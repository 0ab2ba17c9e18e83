"""All letters of Vietnamese that bear a mark, in both cases: 134; and what stands between words of a certificate."""

MARKED = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"  # in the order of the alphabet, tones as CLDR has them
LETTERS = MARKED + MARKED.upper()
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;-–/()“”’'&<>"
