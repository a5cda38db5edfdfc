/* Says in the page what went wrong with a passkey; the words stand in the page, in the reader's language. */
document.addEventListener('allauth.error', function (event) {
  event.preventDefault()
  const problem = document.getElementById('passkey-problem')
  if (problem) problem.hidden = false
})
