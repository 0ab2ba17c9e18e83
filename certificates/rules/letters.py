"""All letters of Vietnamese that bear a mark, in both cases: 134; and what stands between words of a certificate."""

# In the order of the alphabet, tones as CLDR has them.
MARKED = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
LETTERS = MARKED + MARKED.upper()
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;-–/()“”’'&<>"
