"""The audit and its results in other forms: data for programs, a workbook, a document to edit."""
