package main

type importCmd struct {
	Siasn importSiasnCmd `cmd:"" help:"Read the government's reference files from a folder."`
}

type importSiasnCmd struct {
	Dir string `arg:"" help:"Folder with the SIASN JSON files." type:"existingdir"`
}
