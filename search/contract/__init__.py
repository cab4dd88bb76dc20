"""The search contract: what is asked, what is answered and what an engine must do; pure Python without a framework."""
